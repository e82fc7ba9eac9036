cp "$ROOT/conformance/devices/virtual.yaml" device.yaml
"$FEIKONG" conform run --device device.yaml
