cp "$ROOT/conformance/devices/virtual.yaml" device.yaml
env -u FEIKONG_METER_PASSWORD "$FEIKONG" conform run fc --device device.yaml --port tcp:127.0.0.1:1
