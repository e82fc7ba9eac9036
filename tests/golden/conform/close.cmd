# A relay that a run left open is closed by hand.
mkfifo ready
"$FEIKONG" meter --listen 127.0.0.1:0 >ready &
meter=$!
read -r line <ready
export FEIKONG_METER_PASSWORD=000000
"$FEIKONG" conform close --device "$ROOT/conformance/devices/virtual.yaml" --port "${line#ready }"
echo "exit $?"
kill $meter
