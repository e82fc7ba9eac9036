# A signal in the middle: the relay is closed before the program ends.
mkfifo ready
"$FEIKONG" meter --listen 127.0.0.1:0 >ready &
meter=$!
read -r line <ready
export FEIKONG_METER_PASSWORD=000000
: >run.txt
device=$ROOT/conformance/devices/virtual.yaml
"$FEIKONG" conform run fc --device "$device" --port "${line#ready }" >run.txt &
run=$!
# tests with an open relay follow
until grep -q 1-trip-opens run.txt || ! kill -0 $run; do :; done
kill -TERM $run
wait $run
echo "exit $?"
grep '^at the end\|^suite' run.txt
"$FEIKONG" conform run status-word --device "$device" --port "${line#ready }" | grep pass
kill $meter
