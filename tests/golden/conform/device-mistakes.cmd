# One line each: file, line, column, key, what was expected.
for change in 's/baud: 2400/bawd: 2400/' 's/baud: 2400/baud: 1000/' 's/baud: 2400/baud: 2400 Bd/' '/address:/d' 's/echo: auto/echo: yes/' \
    's/may_cut_supply: yes/may_cut_supply: y/' 's/feature: alarm/feature: alert/' 's/alarm, support: yes/alarm, support: no/'; do
    sed "$change" "$ROOT/conformance/devices/virtual.yaml" >device.yaml
    "$FEIKONG" conform run --device device.yaml --port sim:
done
printf 'expected_failures:\n  - {test: dlt645/9/9-no, reason: none}\n' | cat "$ROOT/conformance/devices/virtual.yaml" - >device.yaml
"$FEIKONG" conform run --device device.yaml --port sim:
"$FEIKONG" conform run --device nothing.yaml --port sim:
