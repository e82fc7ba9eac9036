# title: conformance: the sound meter passes over sim, tcp and pty; every defect is found
# group: suite
# quick: no
# cores: 0
# seconds: 300
. tests/steps/lib.sh
at_noon "$0"
export FEIKONG_METER_PASSWORD=000000
device=conformance/devices/virtual.yaml
conform() {
    "$FEIKONG" conform "$@"
}
code_is() { # code, command...
    local expected=$1 got
    shift
    "$@"
    got=$?
    [ $got -eq "$expected" ] || {
        echo "exit code $got, expected $expected"
        return 1
    }
}
# Verdict lines of a run, without what the line itself adds.
verdicts() {
    grep -E '^(pass|remark|fail|inconclusive|n/a|error|none|unexpected-pass|known-failure) ' "$1"
}
# start_run TITLE OPTION...: the run goes on in the background; its exit code lands in TITLE.code.
start_run() {
    local title=$1
    shift
    {
        conform run "$@" --out "$FK_TMP/$title" >"$FK_TMP/$title.txt" 2>&1
        echo $? >"$FK_TMP/$title.code"
    } &
}
all_pass() { # title; every test is one case
    local title=$1 code verdict id rest
    code=$(cat "$FK_TMP/$title.code")
    while read -r verdict id rest; do
        if [ "$verdict" = pass ]; then
            ok "$title: $id"
        else
            not_ok "$title: $id: $verdict"
        fi
    done < <(verdicts "$FK_TMP/$title.txt")
    if [ "$code" = 0 ]; then
        ok "$title: exit code 0"
    else
        not_ok "$title: exit code $code"
        tail -n 40 "$FK_TMP/$title.txt" | sed 's/^/# /'
    fi
    case_is "$title: at least 20 tests ran" test "$(verdicts "$FK_TMP/$title.txt" | wc -l)" -ge 20
    case_is "$title: the evidence gives the same verdicts again" conform verify "$FK_TMP/$title"
}

start_run sim --port sim:
runs=($!)
meters=()
for line in tcp pty; do
    case $line in
    tcp) start=(--listen 127.0.0.1:0) ;;
    pty) start=(--pty) ;;
    esac
    if start_meter "${start[@]}"; then
        start_run $line --device $device --port "$meter_port"
        runs+=($!)
    else
        echo "no meter" >"$FK_TMP/$line.code"
        cp "$FK_TMP/meter.err" "$FK_TMP/$line.txt"
    fi
    meters+=("$meter_pid")
done
wait "${runs[@]}"
for meter_pid in "${meters[@]}"; do
    stop_meter
done
for line in sim tcp pty; do
    all_pass $line
    case_is "$line: same tests and verdicts as sim" \
        diff <(verdicts "$FK_TMP/sim.txt") <(verdicts "$FK_TMP/$line.txt")
done

# Sound meters of another kind: a relay that needs 4 s, and plain passwords that order less.
slow=$FK_TMP/slow.yaml
sed 's/relay_settle_ms: 100/relay_settle_ms: 6000/' $device >"$slow"
case_is "a relay of 4 s passes where 6 s are allowed" conform run --device "$slow" --port sim:settle=4000
case_is "a relay of 4 s fails where 1 s is allowed" \
    code_is 1 conform run trip-opens --device $device --port sim:settle=4000
case_is "strict plain levels pass with their own device file" \
    conform run --device conformance/devices/strict.yaml --port sim:strict-plain
case_is "strict plain levels fail as a meter that takes everything" \
    code_is 1 conform run fc.alarm --device $device --port sim:strict-plain
if start_meter --listen 127.0.0.1:0 --settle 2000; then
    sed 's/relay_settle_ms: 100/relay_settle_ms: 3000/' $device >"$slow"
    case_is "tcp: a relay of 2 s passes where 3 s are allowed" \
        conform run trip-opens close-closes --device "$slow" --port "$meter_port"
else
    not_ok "tcp: the virtual meter with a slow relay starts"
fi
stop_meter

# The matrix: each defect is one case, and the list of the meter is complete.
conform matrix >"$FK_TMP/matrix" 2>&1
code=$?
defects=0
while read -r name word number rest; do
    [ "$word" = fails ] || continue
    defects=$((defects + 1))
    if [ "${number%:}" -ge 1 ]; then
        ok "defect $name fails ${number%:} of the tests"
    else
        not_ok "defect $name is found"
    fi
done <"$FK_TMP/matrix"
case_is "the matrix holds (exit code 0)" test $code -eq 0
case_is "the matrix has a row for each defect" \
    test $defects -eq "$("$FEIKONG" meter --list-defects | grep -c .)"
case_is "at least 10 defects" test $defects -ge 10

# Two signals at once, as timeout(1) sends them, while the relay is open: it is closed all the same.
two_signals() { # gap in seconds, first and second signal
    local run code
    start_meter --listen 127.0.0.1:0 --delay 200 --verbose || return 1
    "$FEIKONG" conform run trip-opens --device $device --port "$meter_port" >"$FK_TMP/signals.txt" &
    run=$!
    until grep -q 'relay control answer' "$FK_TMP/meter.err" || ! kill -0 $run 2>/dev/null; do :; done
    kill -"$2" $run
    perl -e 'select undef, undef, undef, $ARGV[0]' "$1"
    kill -"$3" $run
    wait $run
    code=$?
    conform run status-word --device $device --port "$meter_port" >>"$FK_TMP/signals.txt"
    stop_meter
    cat "$FK_TMP/signals.txt"
    [ $code = 5 ] && grep -q 'the supply is closed (status word 3 is 0000)' "$FK_TMP/signals.txt"
}
case_is "tcp: SIGTERM twice, 0 ms apart, leaves the supply closed" two_signals 0 TERM TERM
case_is "tcp: SIGTERM twice, 5 ms apart, leaves the supply closed" two_signals 0.005 TERM TERM
case_is "tcp: SIGINT twice, 20 ms apart, leaves the supply closed" two_signals 0.02 INT INT
case_is "tcp: SIGHUP and SIGQUIT leave the supply closed" two_signals 0.01 HUP QUIT

# A run that is killed leaves the relay open; conform close closes it.
closed_by_hand() {
    local run
    start_meter --listen 127.0.0.1:0 --delay 200 --verbose || return 1
    "$FEIKONG" conform run trip-opens --device $device --port "$meter_port" >"$FK_TMP/killed.txt" &
    run=$!
    until grep -q 'relay control answer' "$FK_TMP/meter.err" || ! kill -0 $run 2>/dev/null; do :; done
    kill -KILL $run
    wait $run
    conform run trip-opens --device $device --port "$meter_port" >"$FK_TMP/killed.txt"
    conform close --device $device --port "$meter_port" >"$FK_TMP/by-hand.txt" &&
        conform run trip-opens --device $device --port "$meter_port" >>"$FK_TMP/by-hand.txt"
    local code=$?
    stop_meter
    cat "$FK_TMP/killed.txt" "$FK_TMP/by-hand.txt"
    [ $code = 0 ] && grep -q 'found: relay open' "$FK_TMP/killed.txt"
}
case_is "tcp: a relay left open is closed with conform close" closed_by_hand

# A defect over a real line, and the exit codes.
if start_meter --listen 127.0.0.1:0 --defect permit-closes; then
    case_is "tcp: a defect is found" \
        code_is 1 conform run permit-waits --device $device --port "$meter_port"
else
    not_ok "tcp: the virtual meter with a defect starts"
fi
stop_meter
# In Chinese the console has no English words but names, ids, commands and keys.
chinese_console() {
    local defect
    for defect in close-lost write-lost late-some long-error seq-not-echoed clock-stands; do
        conform run --port sim: --defect $defect --lang zh | sed 1,2d
    done | sed -E '/^ *重复 /d; s#dlt645/[a-z0-9./-]+##g; s/([0-9]) min$/\1/' >"$FK_TMP/chinese.txt"
    ! grep -nE '(^|[^A-Za-z_])[a-z]{3,}([^A-Za-z_]|$)' "$FK_TMP/chinese.txt"
}
case_is "the console of a Chinese run has no English words" chinese_console

# On a slow line the second copy of an answer arrives when the next request is on its way.
twice_over_tcp() {
    conform run dlt645/7.1 --device $device --port "$meter_port" --out "$FK_TMP/twice" \
        >"$FK_TMP/twice.txt" || return 1
    cat "$FK_TMP/twice.txt"
    grep -qE '^answers that nobody waited for: [1-9][0-9]* came twice, 0 ' "$FK_TMP/twice.txt" &&
        grep -q '"kind":"verdict".*"doubled":[1-9]' "$FK_TMP/twice/trace.jsonl" &&
        conform verify "$FK_TMP/twice"
}
if start_meter --listen 127.0.0.1:0 --baud 9600 --defect answer-twice; then
    case_is "tcp: answers that come twice are recognised and told" twice_over_tcp
else
    not_ok "tcp: the virtual meter with a defect starts"
fi
stop_meter
case_is "exit 0: all passed" code_is 0 conform run permit-waits --port sim:
case_is "exit 1: a failure" code_is 1 conform run permit-waits --port sim: --defect permit-closes
case_is "exit 2: unknown option" code_is 2 conform run --frobnicate
case_is "exit 2: device file that is not there" code_is 2 conform run --device "$FK_TMP/none.yaml"
# The port of the meter that was just stopped: nobody listens there now.
case_is "exit 3: the port cannot be opened" code_is 3 conform run --device $device --port "$meter_port"
case_is "exit 4: the selection matches nothing" code_is 4 conform run no-such-test --port sim:
