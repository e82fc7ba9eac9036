sed 's/may_cut_supply: yes/may_cut_supply: no/' "$ROOT/conformance/devices/virtual.yaml" >device.yaml
"$FEIKONG" conform run fc --device device.yaml --port sim: | tail -n 5
