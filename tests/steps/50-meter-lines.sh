# title: echo, silence, lost lines and defects are told apart on real lines
# group: suite
# quick: no
# cores: 0
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

# The line is not what the device file says: said once, with what to change, and nothing is held against the meter.
start_meter --listen 127.0.0.1:0 --address 162
start_run address --port "$uri"
ends $run address 5 "a wrong address is inconclusive"
says_once() { # NAME SENTENCE
    [ "$(grep -c "$2" "$FK_TMP/$1.log")" = 1 ]
}
case_is "the address of the meter on the line is said, once" says_once address \
    '^the probe: no answer from 000000000161, the address in the device file: the meter on this line is 000000000162$'
sed 's/^  echo: .*//; s/^port:/port:\n  echo: off/' $device >"$FK_TMP/off.yaml"
sed 's/^  echo: .*//; s/^port:/port:\n  echo: on/' $device >"$FK_TMP/on.yaml"
start_meter --pty --echo
device=$FK_TMP/off.yaml start_run hears --port "$uri"
ends $run hears 5 "an echo that is not declared is inconclusive"
case_is "and said once" says_once hears '^the probe: the line gives back what is sent: .* needs echo: auto'
start_meter --pty
device=$FK_TMP/on.yaml start_run deaf --port "$uri"
ends $run deaf 5 "an echo that is declared and does not come is inconclusive"
case_is "and said once" says_once deaf '^the probe: another byte comes back than was sent, .* echo: auto or off'

# Bytes without end, in little memory: a run ends, and says why.
start_flood() { # [HOST:PORT REQUESTS]: sets uri
    local ready
    ready=$(mktemp "$FK_TMP/ready.XXXXXX")
    perl tests/steps/flood.pl "$@" >"$ready" &
    flood=$!
    pids+=("$flood")
    uri=
    while ! read -r _ uri <"$ready"; do
        kill -0 "$flood" 2>/dev/null || return 1
    done
}
start_small() { # NAME OPTION...: as start_run, in 90 MB of address space, most of which are libraries
    local name=$1
    shift
    (ulimit -v 90000 && exec "$FEIKONG" conform run --device "$device" "$@") >"$FK_TMP/$name.log" 2>&1 &
    run=$!
    pids+=("$run")
}
start_flood
start_small flood --port "$uri" --out "$FK_TMP/flood"
ends $run flood 5 "a flood is inconclusive"
case_is "and said once" says_once flood '^the probe: bytes come unasked and without a pause: noise'
case_is "with a small trace that gives the same verdicts" bash -c \
    "test \$(stat -c %s '$FK_TMP/flood/trace.jsonl') -lt 100000 && '$FEIKONG' conform verify '$FK_TMP/flood'"
start_meter --listen 127.0.0.1:0
start_flood "${uri#tcp:}" 20
start_small late-flood --port "$uri" --out "$FK_TMP/late-flood" dlt645/5.2 dlt645/7.1
ends $run late-flood 5 "a flood in the middle fails no test"
case_is "and is told from the meter" bash -c \
    "! grep -q '^fail' '$FK_TMP/late-flood.log' && grep -q '\[line: not judged: bytes come unasked' '$FK_TMP/late-flood.log'"
case_is "the evidence is bounded and gives the same verdicts" bash -c \
    "test \$(stat -c %s '$FK_TMP/late-flood/trace.jsonl') -lt 30000000 && '$FEIKONG' conform verify '$FK_TMP/late-flood'"

# In the middle of a relay test a signal is answered all the same, and the supply that cannot be closed is said.
start_meter --listen 127.0.0.1:0 --verbose 2>"$FK_TMP/heard"
start_flood "${uri#tcp:}" 9
start_small cut-flood --port "$uri" fc.relay
until grep -q ' control' "$FK_TMP/heard"; do kill -0 $run 2>/dev/null || break; done
kill -TERM $run
ends $run cut-flood 3 "a flood with an open relay: exit 3 after a signal"
case_is "and what is open is said" grep -q 'look whether the supply is closed' "$FK_TMP/cut-flood.log"

# The virtual meter under a flood: bounded, and it answers the next master.
start_meter --listen 127.0.0.1:0
perl -e 'use IO::Socket::INET; $SIG{PIPE} = "IGNORE"; my $s = IO::Socket::INET->new($ARGV[0]) or die;
    syswrite $s, "\x68" x 65536 for 1 .. 500; shutdown $s, 1; 1 while sysread $s, my $b, 65536' "${uri#tcp:}"
case_is "the virtual meter takes 32 MB of starts and grows little" test "$(
    awk '/VmHWM/ { print $2 }' /proc/$meter/status)" -lt 40000
start_run after --port "$uri" dlt645/7.1
ends $run after 0 "and answers the next master"
