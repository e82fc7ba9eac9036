# title: echo, silence, lost lines and defects are told apart on real lines
# group: suite
# quick: yes
# seconds: 120
# The sound meter over sim:, tcp: and pty: is the matter of 50-conformance.sh.
. tests/steps/lib.sh
device=conformance/devices/virtual.yaml
export FEIKONG_METER_PASSWORD=000000
pids=()
stop_meters() {
    local pid
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null
    done
}
trap stop_meters EXIT

# start_meter OPTION...: sets uri and meter. The delay leaves room below for a busy machine that notes the end of
# a request late, and above for one that notes an answer late.
start_meter() {
    local ready
    ready=$(mktemp "$FK_TMP/ready.XXXXXX")
    "$FEIKONG" meter --delay 100 "$@" >"$ready" &
    meter=$!
    pids+=("$meter")
    uri=
    while ! read -r _ uri <"$ready"; do
        kill -0 "$meter" 2>/dev/null || return 1
    done
}
# start_run NAME OPTION...: the run goes on in the background; sets run.
start_run() {
    local name=$1
    shift
    "$FEIKONG" conform run --device "$device" "$@" >"$FK_TMP/$name.log" 2>&1 &
    run=$!
    pids+=("$run")
}
# ends RUN NAME CODE TEXT
ends() {
    local code
    wait "$1"
    code=$?
    if [ $code -eq "$3" ]; then
        ok "$4"
    else
        not_ok "$4: exit code $code, expected $3"
        tail -n 30 "$FK_TMP/$2.log" | sed 's/^/# /'
    fi
}

start_meter --pty --echo
start_run echo --port "$uri" dlt645/5.2 dlt645/7.1
echo=$run
start_meter --listen 127.0.0.1:0 --defect bad-checksum
start_run defect --port "$uri" dlt645/5.2.6
defect=$run
start_meter --listen 127.0.0.1:0 --address 162
start_run silent --port "$uri" dlt645/7.1
silent=$run
start_meter --listen 127.0.0.1:0
lost_meter=$meter
start_run lost --port "$uri"
lost=$run
until grep -q 'dlt645/' "$FK_TMP/lost.log" 2>/dev/null; do
    kill -0 "$lost" 2>/dev/null || break
done
kill "$lost_meter"

ends "$echo" echo 0 "the sound meter passes behind an adapter that hears itself"
ends "$defect" defect 1 "a defect fails over tcp:"
ends "$silent" silent 5 "a meter with another address is inconclusive, not failed"
ends "$lost" lost 3 "a line that breaks in the middle is an error of the harness"
