# A known failure is no failure; when it passes, the stale line is one.
printf 'expected_failures:\n  - {test: dlt645/7.1/2-unknown-item, reason: ticket 12}\n' |
    cat "$ROOT/conformance/devices/virtual.yaml" - >device.yaml
"$FEIKONG" conform run unknown-item --device device.yaml --port sim: --defect wrong-error-bit
echo "exit $?"
"$FEIKONG" conform run unknown-item --device device.yaml --port sim:
