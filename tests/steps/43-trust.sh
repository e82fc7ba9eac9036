# title: hostile surroundings: signals, limits, streams, names and outputs
# group: code
# quick: no
# cores: 1
# seconds: 150
. tests/steps/lib.sh
out=$FK_TMP/out
err=$FK_TMP/err
# code_is CODE COMMAND...
code_is() {
    local expected=$1 got
    shift
    "$@" >"$out" 2>"$err"
    got=$?
    [ $got -eq "$expected" ] || {
        echo "exit code $got, expected $expected"
        head -n 20 "$out" "$err"
        return 1
    }
}
# says LINE: standard error is this one line.
says() {
    printf '%s\n' "$1" | cmp -s - "$err" || {
        cat -v "$err"
        return 1
    }
}
says_nothing() {
    test ! -s "$err" || {
        cat -v "$err"
        return 1
    }
}
# only_line PATTERN: standard error is one line, and it matches.
only_line() {
    [ "$(wc -l <"$err")" = 1 ] && grep -qE "$1" "$err" || {
        cat -v "$err"
        return 1
    }
}
lost="feikong: standard output could not be written"

# Standard streams.
closed() {
    "$FEIKONG" "$@" >&- 2>"$err"
    local got=$?
    [ $got -eq 3 ] || {
        echo "exit code $got"
        return 1
    }
}
case_is "closed standard output: exit 3" closed --version
case_is "and says so" says "$lost"
case_is "a closed standard output is no file that a run opens" closed run scenarios/s-34.yaml --quiet --out "$FK_TMP/closed"
case_is "so the database stays whole" \
    test "$(sqlite3 "$FK_TMP/closed/run.db" "PRAGMA integrity_check")" = ok
full() {
    "$FEIKONG" "$@" >/dev/full 2>"$err"
    local got=$?
    [ $got -eq 3 ] || {
        echo "exit code $got"
        return 1
    }
}
case_is "full standard output of a failed decode: exit 3" full decode 68
case_is "full standard output of a run: exit 3" full run scenarios/s-34.yaml --quiet
case_is "and of a conformance run: exit 3" full conform run dlt645/7.1/1

# Who reads no further ends the writer.
unread() { # command...: its reader takes one line and goes
    "$FEIKONG" "$@" 2>"$err" | head -n 1 >"$out"
    local got=${PIPESTATUS[0]}
    [ "$got" -eq 3 ] || {
        echo "exit code $got"
        return 1
    }
}
frame=68AAAAAAAAAAAA681300DF16
endless() { # blank-separated words, for ever
    yes "$@"
}
case_is "decode of an endless stream that nobody reads on: exit 3" unread decode < <(endless $frame)
case_is "and says so" says "$lost"
# bounded CODE LINES WORD: decode of so many lines in 60 MB of address space, most of which are libraries
bounded() {
    yes "$3" | head -n "$2" >"$FK_TMP/stream"
    (ulimit -v 60000 && "$FEIKONG" decode --json <"$FK_TMP/stream" >"$out" 2>"$err")
    test $? -eq "$1"
}
case_is "decode of 100,000 frames in bounded memory" bounded 0 100000 $frame
case_is "all are explained" test "$(grep -c '"valid": true' "$out")" = 100000
case_is "decode of 4 MB of zeros in bounded memory" bounded 1 4000000 00
case_is "decode of 4 MB of FE in bounded memory" bounded 1 4000000 FE
case_is "is no frame" says "feikong decode: no frame in the input, only leading FE"
case_is "decode of 200,000 cut frames in bounded memory" bounded 1 200000 68AAAAAAAAAAAA68
# A frame is explained when it is whole, not when the input ends.
asks_back() {
    coproc DECODE { "$FEIKONG" decode --json; }
    local line got pid=$DECODE_PID to=${DECODE[1]} from=${DECODE[0]}
    for _ in 1 2; do
        echo "FE $frame" >&"$to"
        read -r -t 20 line <&"$from" || return 1
    done
    printf '68' >&"$to"
    exec {to}>&-
    read -r -t 20 got <&"$from"
    wait "$pid"
    [ $? -eq 1 ] && [[ $line == *'"offset": 13'* && $got == *'"offset": 26'*'"valid": false'* ||
        $line == *'"offset": 13'* && $got == *'"valid": false'*'"offset": 26'* ]]
}
case_is "decode explains frames as they come" asks_back

# One line a message, whatever names hold.
hostile=$(printf 'a\nb\033[2J')
case_is "a command with a line end: exit 2" code_is 2 "$FEIKONG" "$hostile"
case_is "is shown escaped" says "feikong: unknown command 'a\\nb\\e[2J', see 'feikong --help'"
for command in "run" "conform run --device" "conform verify"; do
    # shellcheck disable=SC2086
    case_is "feikong $command: a hostile name: exit 2" code_is 2 "$FEIKONG" $command "$hostile"
    case_is "feikong $command: in one line" only_line 'a\\nb\\e\[2J'
done
title() {
    printf 'extends: [%s/scenarios/s-34.yaml]\ntitle: "x\\n\\e]0;y\\aFAIL"\n' "$FK_ROOT" >"$FK_TMP/title.yaml"
    code_is 0 "$FEIKONG" run "$FK_TMP/title.yaml" --quiet
}
case_is "a title with escapes runs" title
case_is "and is shown in one line" test "$(head -n 1 "$out")" = 'S-34  x\n\e]0;y\x07FAIL'

# What is no file is refused, and not waited for.
mkfifo "$FK_TMP/fifo"
for input in "$FK_TMP/fifo" /dev/zero; do
    name=${input##*/}
    case_is "$name as scenario: exit 2" code_is 2 timeout 10 "$FEIKONG" run "$input"
    case_is "$name as device file: exit 2" code_is 2 timeout 10 "$FEIKONG" conform run --device "$input"
    case_is "and says why" says "$input: not a regular file, expected a device file"
    case_is "$name as evidence: exit 2" code_is 2 timeout 10 "$FEIKONG" conform verify "$input"
done

# Limits of the system.
small_stack() {
    (ulimit -Ss 256 && ulimit -Hs 512 && exec "$FEIKONG" "$@")
}
case_is "a hard stack limit of 512 KB: exit 3" code_is 3 small_stack run scenarios/s-34.yaml --quiet
case_is "in one sentence" says \
    "feikong: the stack is limited to 512 KB, expected at least 1024 (ulimit -s)"
soft_stack() {
    (ulimit -Ss 64 && exec "$FEIKONG" "$@")
}
case_is "a soft stack limit is raised" code_is 0 soft_stack run scenarios/s-34.yaml --quiet

# Every signal that can be caught ends a run alike: exit 3, one sentence, nothing left behind.
# The database is there when SimGrid has started.
long="scenarios/s-01-x100.yaml --set days=3000 --quiet"
begun() { # folder, process
    until compgen -G "$1/*/run.db.*-wal" >/dev/null; do kill -0 "$2" 2>/dev/null || return 1; done
}
for signal in INT TERM HUP QUIT USR1 USR2 ALRM XCPU IO RTMIN; do
    mkdir "$FK_TMP/$signal"
    # shellcheck disable=SC2086
    TMPDIR=$FK_TMP/$signal "$FEIKONG" run $long >"$out" 2>"$err" &
    run=$!
    case_is "SIG$signal: the run begins" begun "$FK_TMP/$signal" $run
    kill "-$signal" $run
    wait $run
    code=$?
    case_is "SIG$signal ends a run with exit 3" test $code -eq 3
    case_is "SIG$signal: in one sentence" says "feikong run: interrupted; nothing was kept"
    case_is "SIG$signal: nothing is left" rmdir "$FK_TMP/$signal"
done

mkdir "$FK_TMP/limits"
export TMPDIR=$FK_TMP/limits
memory() { # KB, command...
    (ulimit -v "$1" && shift && exec "$@")
}
for kb in 150000 200000 205000 215000 225000; do
    # shellcheck disable=SC2086
    case_is "$kb KB of address space: exit 3" code_is 3 memory $kb "$FEIKONG" run $long
    case_is "$kb KB: in one sentence" only_line '^feikong run: .*(memory|unable)'
done
files() { # blocks of 512 or 1024 bytes, command...
    (ulimit -f "$1" && shift && exec "$@")
}
case_is "a file size limit of 100 blocks: exit 3" \
    code_is 3 files 100 "$FEIKONG" run scenarios/s-04.yaml --quiet --out "$FK_TMP/limits/out"
case_is "in one sentence" only_line '^feikong run: .*/run.db: .*(I/O error|full)$'
case_is "nothing is left of runs that met a limit" rmdir "$FK_TMP/limits"
unset TMPDIR

# Outputs are written into devices and pipes, and through links.
quiet() { # OPTION...
    code_is 0 "$FEIKONG" run scenarios/s-34.yaml --quiet "$@"
}
mkdir "$FK_TMP/outputs" "$FK_TMP/target"
case_is "--junit /dev/null: exit 0" quiet --junit /dev/null
case_is "--junit /dev/null leaves the device" test -c /dev/null
case_is "--junit /dev/full: exit 3" code_is 3 "$FEIKONG" run scenarios/s-34.yaml --quiet --junit /dev/full
case_is "and names it" only_line '^feikong run: /dev/full: cannot be written: No space left on device$'
mkfifo "$FK_TMP/outputs/pipe"
cat "$FK_TMP/outputs/pipe" >"$FK_TMP/outputs/piped.xml" &
reader=$!
case_is "--junit PIPE: exit 0" quiet --junit "$FK_TMP/outputs/pipe"
wait $reader
case_is "the pipe is still one" test -p "$FK_TMP/outputs/pipe"
case_is "and its reader got the file" xmllint --noout --schema tests/junit.xsd "$FK_TMP/outputs/piped.xml"
for link in there new; do
    ln -s "../target/$link.xml" "$FK_TMP/outputs/$link"
done
echo old >"$FK_TMP/target/there.xml"
for link in there new; do
    case_is "--junit LINK ($link): exit 0" quiet --junit "$FK_TMP/outputs/$link"
    case_is "the link stays ($link)" test -L "$FK_TMP/outputs/$link"
    case_is "and its target is the file ($link)" grep -q '</testsuites>' "$FK_TMP/target/$link.xml"
done
ln -s loop "$FK_TMP/outputs/loop"
case_is "--junit to a link in a circle: exit 3" \
    code_is 3 "$FEIKONG" run scenarios/s-34.yaml --quiet --junit "$FK_TMP/outputs/loop"
mkdir "$FK_TMP/outputs/db"
ln -s ../../target/run.db "$FK_TMP/outputs/db/run.db"
case_is "--out with a linked database: exit 0" quiet --out "$FK_TMP/outputs/db"
case_is "the database stands behind the link" \
    bash -c "test -L '$FK_TMP/outputs/db/run.db' && test -s '$FK_TMP/target/run.db'"
mkdir "$FK_TMP/outputs/evidence"
for file in trace.jsonl device.yaml; do
    ln -s "../../target/$file" "$FK_TMP/outputs/evidence/$file"
done
case_is "conform --out with linked evidence: exit 0" \
    code_is 0 "$FEIKONG" conform run dlt645/7.1/1 --out "$FK_TMP/outputs/evidence"
case_is "the evidence stands behind the links" bash -c "test -L '$FK_TMP/outputs/evidence/trace.jsonl' &&
    test -L '$FK_TMP/outputs/evidence/device.yaml' && '$FEIKONG' conform verify '$FK_TMP/target'"
rm "$FK_TMP/outputs/evidence/trace.jsonl"
ln -s /dev/full "$FK_TMP/outputs/evidence/trace.jsonl"
case_is "evidence that cannot be written: exit 3" \
    code_is 3 "$FEIKONG" conform run dlt645/7.1/1 --out "$FK_TMP/outputs/evidence"
case_is "and names it" only_line '^feikong conform run: /dev/full: No space left on device$'
case_is "conform --junit -: exit 0" code_is 0 "$FEIKONG" conform run dlt645/7.1/1 --junit -
case_is "is standard output" grep -q '^</testsuites>' "$out"

# alone COMMAND...: with - for a file, standard output is the file alone, what is said is beside it.
alone() {
    "$FEIKONG" "$@" >"$FK_TMP/alone.xml" 2>"$FK_TMP/beside.txt"
    [ "$(head -c 5 "$FK_TMP/alone.xml")" = '<?xml' ] &&
        [ "$(tail -n 1 "$FK_TMP/alone.xml")" = '</testsuites>' ] &&
        [ "$(grep -c '^<?xml' "$FK_TMP/alone.xml")" = 1 ] && ! grep -q '^<' "$FK_TMP/beside.txt"
}
case_is "conform run --junit -: the file alone" alone conform run dlt645/7.1/1 --junit -
case_is "and the console beside it" grep -q '^suite verdict: pass' "$FK_TMP/beside.txt"
case_is "run --junit -: the file alone" alone run s-01-pay --junit - --lang en
case_is "and the console beside it" grep -q '^ *fingerprint ' "$FK_TMP/beside.txt"
case_is "run --out --junit -: the file alone" alone run s-01-pay --junit - --out "$FK_TMP/held-run"
case_is "several files with --junit -: the file alone" alone run s-01-pay s-01-nopay --junit - --quiet
for name in /dev/stdout /dev/fd/1; do
    case_is "--junit $name: the file alone" alone run scenarios/s-34.yaml --junit "$name" --lang en
    case_is "and the console beside it" grep -q '^ *fingerprint ' "$FK_TMP/beside.txt"
done
"$FEIKONG" conform run dlt645/7.1/1 --out "$FK_TMP/held-conform" >"$FK_TMP/none" 2>&1
cp "$FK_TMP/held-conform/report.html" "$FK_TMP/held.html"
case_is "run --out on a conformance run: exit 2" code_is 2 "$FEIKONG" run s-01-pay --out "$FK_TMP/held-conform"
case_is "says what the folder holds" only_line '^feikong run: --out: .*/held-conform holds the result of a conformance run'
case_is "and leaves it" cmp -s "$FK_TMP/held.html" "$FK_TMP/held-conform/report.html"
case_is "conform run --out on a simulation: exit 2" \
    code_is 2 "$FEIKONG" conform run dlt645/7.1/1 --out "$FK_TMP/held-run"
case_is "says what the folder holds" only_line '^feikong conform run: --out: .*/held-run holds the result of a simulation'

case_is "conform matrix --out - : exit 0" code_is 0 "$FEIKONG" conform matrix --out -
case_is "is standard output" bash -c \
    "head -n 1 '$err' | grep -q ' fails ' && head -n 1 '$out' | grep -q ^test && grep -qP '^dlt645/7.1/1-energy\tpass\t' '$out'"
ln -s ../target/matrix.tsv "$FK_TMP/outputs/matrix.tsv"
case_is "conform matrix --out LINK: exit 0" code_is 0 "$FEIKONG" conform matrix --out "$FK_TMP/outputs/matrix.tsv"
case_is "the link stays and its target is the file" bash -c \
    "test -L '$FK_TMP/outputs/matrix.tsv' && grep -q '^dlt645/' '$FK_TMP/target/matrix.tsv'"
case_is "conform matrix --out to a folder that is not there: exit 2 before the work" \
    code_is 2 timeout 2 "$FEIKONG" conform matrix --out "$FK_TMP/nowhere/matrix.tsv"
case_is "in one sentence" only_line '^feikong conform matrix: --out: .*: cannot be written: No such file'

case_is "hunt --out that cannot be made: exit 2 before the hunt" \
    code_is 2 timeout 10 "$FEIKONG" hunt --seeds 1-100000 --out /dev/null/x
case_is "in one sentence" says "feikong hunt: /dev/null/x: cannot make the folder: Not a directory"

# repeats OUTPUT FOLDER: the command that OUTPUT shows, run by a shell, does the same again.
repeats() {
    local command
    command=$(sed -n 's/^ *repeat  *feikong //p' "$1")
    [ ${#command} -gt 320 ] && eval "code_is 1 '$FEIKONG' $command"
}
# Names and places, before anything is done.
for id in '../x' 'a/b' .x -x 'a b'; do
    case_is "id $(printf '%q' "$id"): exit 2" code_is 2 "$FEIKONG" run scenarios/s-34.yaml --set "id=$id"
done
case_is "an id is a plain name" only_line '^feikong run: --set id=a b: .*no plain name; expected letters, digits'
case_is "and help says so" bash -c "'$FEIKONG' help scenario id | grep -q 'letters, digits'"
quoted=$FK_TMP/$(printf '%0210d' 0)/it\'s
mkdir -p "$quoted"
sed 's/^  uri:.*//' conformance/devices/virtual.yaml >"$quoted/meter.yaml"
case_is "a failure with a long device name" code_is 1 "$FEIKONG" conform run dlt645/fc.relay/4-permit-waits \
    --device "$quoted/meter.yaml" --port sim:permit-closes --out "$FK_TMP/long"
case_is "its command to repeat is whole" repeats "$out" "$quoted"
case_is "in the report too" grep -qE '0{210}[^<]*permit-waits --seed 1<' "$FK_TMP/long/report.html"

case_is "two results for one folder: exit 2" \
    code_is 2 "$FEIKONG" run scenarios/s-34.yaml scenarios/s-34.yaml --out "$FK_TMP/same"
case_is "and says so" only_line 'have the id S-34: their results cannot be told apart$'
case_is "nothing was run" test ! -e "$FK_TMP/same"
long_name=$FK_TMP/$(printf '%0200d/' 1 2 3 4 5)x
case_is "conform --out with a long name: exit 2" \
    code_is 2 "$FEIKONG" conform run dlt645/7.1/1 --out "$long_name"
case_is "before the meter is touched" only_line '^feikong conform run: --out: the name is longer than'
case_is "conform --junit with a long name: exit 2" \
    code_is 2 "$FEIKONG" conform run dlt645/7.1/1 --junit "$long_name"

# A wrong password is tried once, and found before any test.
export FEIKONG_METER_PASSWORD=000000
start_meter --listen 127.0.0.1:0 --delay 100 --verbose --password-02 111111 --password-04 111111 ||
    not_ok "the virtual meter starts"
case_is "a wrong password: exit 2" code_is 2 "$FEIKONG" conform run \
    --device conformance/devices/virtual.yaml --port "$meter_port"
case_is "names the variable" says "feikong conform run: the meter refuses the password \
of the environment variable FEIKONG_METER_PASSWORD: no test was run"
case_is "after one try" test "$(grep -c ' rx .* write' "$FK_TMP/meter.err")" = 1
case_is "tests that need no password run all the same" code_is 0 "$FEIKONG" conform run \
    dlt645/7.1/1 --device conformance/devices/virtual.yaml --port "$meter_port"
stop_meter

# A gnuplot that hangs, crashes or draws garbage costs the figures, never the report or the verdict.
fake() { # name, script
    mkdir -p "$FK_TMP/$1"
    printf '#!/bin/bash\n%s\n' "$2" >"$FK_TMP/$1/gnuplot"
    chmod +x "$FK_TMP/$1/gnuplot"
}
with_fake() { # name, command...
    local name=$1
    shift
    PATH=$FK_TMP/$name:$PATH "$@"
}
# shellcheck disable=SC2016
{
    fake crash 'kill -SEGV $$'
    fake fails 'printf "a\n\033[2Jb\n"; exit 1'
    fake silent 'echo nonsense'
    fake script 'echo "<svg><script>alert(1)</script></svg>" >"${1%.gp}.svg"'
    fake cut 'echo "<svg><g>" >"${1%.gp}.svg"'
    fake hang 'sleep 1000 & wait'
}
with_fake hang "$FEIKONG" run scenarios/s-34.yaml --quiet --out "$FK_TMP/hung" >"$FK_TMP/hang.out" \
    2>"$FK_TMP/hang.err" &
hanging=$!
for name in crash fails silent script cut; do
    case_is "gnuplot ($name): exit 0" code_is 0 with_fake $name \
        "$FEIKONG" run scenarios/s-34.yaml --quiet --out "$FK_TMP/fig-$name"
    case_is "gnuplot ($name): one sentence" only_line '^feikong run: figures are missing in the report: gnuplot '
    case_is "gnuplot ($name): the report is there" grep -q '</html>' "$FK_TMP/fig-$name/report.html"
    case_is "gnuplot ($name): without its garbage" \
        bash -c "! grep -q alert '$FK_TMP/fig-$name/report.html' && ! ls '$FK_TMP/fig-$name/figures' | grep svg"
done
PATH=$FK_TMP/hang:$PATH "$FEIKONG" run scenarios/s-34.yaml --quiet --out "$FK_TMP/hung2" \
    >"$out" 2>"$err" &
run=$!
until compgen -G "$FK_TMP/hung2/figures/*.log" >/dev/null; do kill -0 $run || break; done
kill -TERM $run
wait $run
code=$?
case_is "SIGTERM ends figures: exit 3" test $code -eq 3
case_is "and says what is whole" \
    says "feikong run: interrupted; $FK_TMP/hung2/run.db is whole, the figures are not"

# A query that takes long: SIGTERM ends it at once, while it runs and while it is prepared.
endless_query='WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c'
slow_query='WITH a0 AS (SELECT 1 x)'
for level in $(seq 1 17); do
    slow_query+=", a$level AS (SELECT (SELECT x FROM a$((level - 1))) + (SELECT x FROM a$((level - 1))) x)"
done
for query in "$endless_query" "$slow_query SELECT x FROM a17"; do
    printf 'extends: [%s/scenarios/s-34.yaml]\nexpectations:\n  - {name: slow, sql: "%s", equals: 1, source: none}\n' \
        "$FK_ROOT" "$query" >"$FK_TMP/slow.yaml"
    rm -rf "$FK_TMP/slow"
    "$FEIKONG" run "$FK_TMP/slow.yaml" --quiet --out "$FK_TMP/slow" >"$out" 2>"$err" &
    run=$!
    until [ "$(sqlite3 "$FK_TMP/slow/run.db" "SELECT 1" 2>&1)" = 1 ]; do kill -0 $run 2>/dev/null || break; done
    kill -TERM $run
    wait $run
    code=$?
    case_is "SIGTERM ends a query: exit 3" test $code -eq 3
    case_is "in one sentence" only_line '^feikong run: interrupted; '
done

# Every signal that can be caught puts the meter back: it comes when the meter has heard a control command.
export FEIKONG_METER_PASSWORD=000000
is_tripped() { # process
    until grep -q ' control' "$FK_TMP/meter.err"; do kill -0 "$1" 2>/dev/null || return 1; done
}
for signal in HUP USR1 USR2 QUIT ALRM XCPU PROF RTMAX TSTP; do
    start_meter --listen 127.0.0.1:0 --delay 100 --verbose || not_ok "the virtual meter starts"
    "$FEIKONG" conform run trip-opens --device conformance/devices/virtual.yaml --port "$meter_port" \
        >"$out" 2>"$err" &
    run=$!
    case_is "SIG$signal: the relay is told to open" is_tripped $run
    kill -PIPE $run
    kill -XFSZ $run
    kill "-$signal" $run
    wait $run
    code=$?
    case_is "SIG$signal in a relay test: inconclusive, exit 5" test $code -eq 5
    case_is "SIG$signal: the supply is closed" grep -q '^at the end: the supply is closed' "$out"
    stop_meter
done
# A run that is killed with the relay open: its bytes are on disk, and the next run says what may be open.
start_meter --listen 127.0.0.1:0 --delay 100 --verbose || not_ok "the virtual meter starts"
"$FEIKONG" conform run trip-opens --device conformance/devices/virtual.yaml --port "$meter_port" \
    --out "$FK_TMP/killed" >"$out" 2>"$err" &
run=$!
case_is "SIGKILL: the relay is told to open" is_tripped $run
kill -KILL $run
wait $run 2>/dev/null
case_is "SIGKILL: what was sent and received is on disk" bash -c \
    "grep -c '\"kind\":\"sent\".*68[0-9A-F]*681C' '$FK_TMP/killed/trace.jsonl.part'"
case_is "SIGKILL: nothing that looks complete" test ! -e "$FK_TMP/killed/trace.jsonl"
again() { # CODE SELECT OPTION...
    local code=$1
    shift
    code_is "$code" "$FEIKONG" conform run "$@" --device conformance/devices/virtual.yaml --port "$meter_port"
}
close="feikong conform close --device conformance/devices/virtual.yaml --port $meter_port"
case_is "the next run goes on" again 0 dlt645/7.1/1
case_is "and says what may be open, how to close it, and where the bytes are" only_line "^feikong conform run: the run \
of 2[0-9: .-]* on this port did not put the device back after dlt645/fc.relay/1-trip-opens: THE SUPPLY MAY BE OPEN; \
relay, protection and alarm may not be as found; to close it: $close; what was sent and received: \
$FK_TMP/killed/trace.jsonl.part\$"
case_is "it is said until somebody has looked" again 0 dlt645/7.1/1 --out "$FK_TMP/killed"
case_is "the bytes are kept when their folder is used again" only_line "$FK_TMP/killed/trace.jsonl.killed\$"
case_is "beside the new evidence" "$FEIKONG" conform verify "$FK_TMP/killed"
case_is "the command closes the supply" code_is 0 "$FEIKONG" ${close#feikong }
case_is "then nothing is said" again 0 dlt645/7.1/1
case_is "on standard error" says_nothing
case_is "and no note is left" bash -c "! ls '$XDG_STATE_HOME/feikong' | grep ."
# Two runs on one meter would judge each other's requests.
"$FEIKONG" conform run fc.relay --device conformance/devices/virtual.yaml --port "$meter_port" >"$FK_TMP/first" 2>&1 &
run=$!
until grep -q '^pass' "$FK_TMP/first"; do kill -0 $run 2>/dev/null || break; done
case_is "a second run on a meter that is tested: exit 3" again 3 dlt645/7.1/1
case_is "says so" says "feikong conform run: another run is testing this meter on $meter_port"
"$FEIKONG" ${close#feikong } >"$out" 2>"$err"
case_is "conform close beside it says that it goes on" \
    grep -q '^feikong conform close: a run that lives is testing this meter on tcp:' "$err"
wait $run
code=$?
case_is "the first one passes" test $code -eq 0
case_is "6 descriptors are no room for a meter that listens: exit 3" \
    code_is 3 timeout 10 bash -c "ulimit -n 6 && exec '$FEIKONG' meter --listen 127.0.0.1:0"
case_is "and it says so" only_line '^feikong meter: the meter server needs [0-9]* descriptors, more than it may open: see ulimit -n$'
# Without a place for the note a run goes on, and says what it cannot do.
export XDG_STATE_HOME=/dev/null
case_is "no place for a note: the run goes on" again 0 dlt645/7.1/1
case_is "and says so" only_line '^feikong conform run: no note of this run is kept .*: should it be killed'
export XDG_STATE_HOME=$FK_TMP/state
stop_meter

# A reader of the console who has stopped holds nothing up: the pipe is full before the first word.
mkfifo "$FK_TMP/stopped"
exec 8<>"$FK_TMP/stopped"
perl -e 'use Fcntl; open my $p, ">", $ARGV[0]; fcntl $p, F_SETFL, O_WRONLY | O_NONBLOCK;
    for my $n (4096, 1) { 1 while syswrite $p, "x" x $n }' "$FK_TMP/stopped"
start_meter --listen 127.0.0.1:0 --delay 100 --verbose || not_ok "the virtual meter starts"
"$FEIKONG" conform run trip-opens --device conformance/devices/virtual.yaml --port "$meter_port" \
    >"$FK_TMP/stopped" 2>&1 8>&- &
run=$!
for _ in $(seq 1 200); do
    grep -q ' control' "$FK_TMP/meter.err" && break
    sleep 0.1
done
case_is "a console that takes nothing: the relay is told to open" grep -q ' control' "$FK_TMP/meter.err"
kill -TERM $run
for _ in $(seq 1 200); do
    kill -0 $run 2>/dev/null || break
    sleep 0.1
done
kill -KILL $run 2>/dev/null
wait $run
code=$?
case_is "SIGTERM ends it: exit 3" test $code -eq 3
case_is "and the relay was told to close" test "$(grep -c ' rx .* control' "$FK_TMP/meter.err")" -ge 2
stop_meter

# Commands that only read end at once with any signal, also before such a console.
"$FEIKONG" run scenarios/s-34.yaml --quiet --out "$FK_TMP/read" >"$out" || not_ok "a run to read"
reads() { # SIGNAL, command...
    local signal=$1 run code comm= state=
    shift
    "$FEIKONG" "$@" >"$FK_TMP/stopped" 2>"$err" 8>&- &
    run=$!
    until [ "$comm$state" = "(feikong)S" ]; do
        read -r _ comm state _ <"/proc/$run/stat" || return 1
    done 2>/dev/null
    kill "-$signal" $run
    wait $run
    code=$?
    [ $code -eq 3 ] || {
        echo "exit code $code"
        return 1
    }
}
for signal in INT TERM HUP USR1; do
    case_is "SIG$signal: story: exit 3" reads $signal story "$FK_TMP/read" 0
    case_is "in one sentence" says "feikong story: interrupted"
    case_is "SIG$signal: compare: exit 3" reads $signal compare "$FK_TMP/read" "$FK_TMP/read"
    case_is "in one sentence" says "feikong compare: interrupted"
    case_is "SIG$signal: conform verify: exit 3" reads $signal conform verify "$FK_TMP/held-conform"
    case_is "in one sentence" says "feikong conform verify: interrupted"
done
exec 8>&-

# A reader who follows the documentation must not signal meters and runs of others.
case_is "no page advises a signal to all processes" \
    bash -c '! grep -nE "pkill|killall|pidof|kill [^|]*pgrep" README.md docs/*.md'

wait $hanging
code=$?
case_is "a gnuplot that hangs is ended: exit 0" test $code -eq 0
case_is "and is told" grep -q 'figures are missing in the report: gnuplot was ended by signal 9' "$FK_TMP/hang.err"
