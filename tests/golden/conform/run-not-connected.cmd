# Port 1 of this machine has no listener. No password is asked for: these tests send none.
"$FEIKONG" conform run 7.1 --device "$ROOT/conformance/devices/virtual.yaml" --port tcp:127.0.0.1:1
