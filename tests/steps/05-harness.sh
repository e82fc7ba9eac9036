# title: this test command counts honestly
# group: code
# quick: yes
# cores: 0
# seconds: 120
# A step that crashes, hangs, prints nothing or fails must never be counted as passed, whatever runs beside it.
. tests/steps/lib.sh
steps=$FK_TMP/steps
run() { # expected last line, expected code, then the text of the step, option (--quick)
    local line=$1 code=$2 option=${4:---quick} got
    rm -rf "$steps"
    mkdir -p "$steps"
    [ -z "$3" ] || printf '%s\n' "# group: ${group-harness}" '# seconds: 3' "$3" >"$steps/10-sample.sh"
    got=$(FK_STEPS=$steps FK_LOGS=$FK_TMP/logs tests/run_steps.sh "$option" 2>&1)
    [ "$?/$(printf '%s\n' "$got" | tail -n 1)" = "$code/$line" ] || {
        printf '%s\n' "$got"
        return 1
    }
}
case_is "two passed cases count as two" run "2 passed, 0 failed" 0 'echo "ok - a"; echo "ok - b"'
case_is "a failed case fails the command" run "1 passed, 1 failed" 1 'echo "ok - a"; echo "not ok - b"'
case_is "a step without a case fails" run "0 passed, 1 failed" 1 'true'
case_is "a step that crashes fails" run "1 passed, 1 failed" 1 'echo "ok - a"; kill -SEGV $$'
case_is "a step that hangs fails" run "1 passed, 1 failed" 1 'echo "ok - a"; sleep 30'
case_is "no step at all fails" run "0 passed, 0 failed" 1 ''
case_is "a slow step is left out by --quick" run "0 passed, 0 failed" 1 '# quick: no
echo "ok - a"'
case_is "a long step is left out without --long" run "0 passed, 0 failed" 1 '# long: yes
echo "ok - a"' --verbose
case_is "a long step runs with --long" run "1 passed, 0 failed" 0 '# long: yes
[ $FK_LONG = 1 ] && echo "ok - a"' --long
case_is "with --long a step has the time of a long one" run "1 passed, 0 failed" 0 '# long_seconds: 20
sleep 3.5; echo "ok - a"' --long
case_is "a whole run counts whether a group keeps to its seconds" run "2 passed, 0 failed" 0 'echo "ok - a"' --verbose
case_is "a group that takes longer than it has fails a whole run" run "1 passed, 1 failed" 1 \
    'sleep 2.5; echo "ok - a"' --verbose
group=unknown case_is "a step without a group fails" run "1 passed, 1 failed" 1 'echo "ok - a"'
case_is "--quick and --long exclude each other" sh -c \
    "tests/run_steps.sh --quick --long 2>&1 | grep -q 'exclude each other'"

# Side by side: each text is a step, 10-step, 11-step and so on, on two cores.
beside() { # expected last line, expected code, option, texts...
    local line=$1 code=$2 option=$3 number=10 text got
    shift 3
    rm -rf "$steps" "$FK_TMP/marks"
    mkdir -p "$steps" "$FK_TMP/marks"
    for text in "$@"; do
        printf '%s\n' "# title: of $number" '# group: harness' '# seconds: 3' "$text" >"$steps/$number-step.sh"
        number=$((number + 1))
    done
    FK_CORES=${on-2} MARKS=$FK_TMP/marks FK_STEPS=$steps FK_LOGS=$FK_TMP/logs \
        tests/run_steps.sh "$option" >"$FK_TMP/told" 2>&1
    got=$?/$(tail -n 1 "$FK_TMP/told")
    [ "$got" = "$code/$line" ] || {
        cat "$FK_TMP/told"
        return 1
    }
}
order_is() { # numbers and names of cases as they were told
    [ "$(sed -nE 's/^== of (.*)/\1/p; s/^   (not )?ok - ([a-z]+)$/\2/p' "$FK_TMP/told" | paste -sd ' ' -)" = "$1" ] || {
        cat "$FK_TMP/told"
        return 1
    }
}
# shellcheck disable=SC2016
{
    one='# cores: 1'$'\n'
    meets='meets() {
        touch "$MARKS/$1"
        for _ in $(seq 20); do [ ! -e "$MARKS/$2" ] || return 0; sleep 0.1; done
        return 1
    }'$'\n'
    alone='mkdir "$MARKS/busy" && sleep 0.3 && rmdir "$MARKS/busy" && echo "ok - alone"'
    case_is "two steps of one core each run side by side" beside "2 passed, 0 failed" 0 --quick \
        "$one$meets"'meets a b && echo "ok - a"' "$one$meets"'meets b a && echo "ok - b"'
    on=1 case_is "on one core they do not" beside "1 passed, 1 failed" 1 --quick \
        "$one$meets"'meets a b && echo "ok - a"' "$one$meets"'meets b a && echo "ok - b"'
    case_is "a step says how many cores it has" beside "3 passed, 0 failed" 0 --quick \
        "$one"'[ $FK_CORES = 1 ] && echo "ok - a"' '[ $FK_CORES = 2 ] && echo "ok - b"' \
        '# cores: all
[ $FK_CORES = 2 ] && echo "ok - c"'
    case_is "with --long it may have others" beside "2 passed, 0 failed" 0 --long \
        "$one"'# long_cores: 2
[ $FK_CORES = 2 ] && echo "ok - a"' "$one"'[ $FK_CORES = 1 ] && echo "ok - b"'
    case_is "one that waits holds none" beside "3 passed, 0 failed" 0 --quick \
        '# cores: 0
'"$meets"'meets a b && echo "ok - a $FK_CORES"' "$one"'echo "ok - one"' "$meets"'meets b a && echo "ok - b"'
    case_is "a step of two cores, or of all, runs alone" beside "4 passed, 0 failed" 0 --quick \
        "$one$alone" "$alone" "# cores: all"$'\n'"$alone" "$one$alone"
    case_is "even beside one that waits" beside "3 passed, 0 failed" 0 --quick \
        "# cores: 0"$'\n'"$alone" "# cores: all"$'\n'"$alone" "# cores: 0"$'\n'"$alone"
    case_is "who ends first is told in its turn" beside "2 passed, 1 failed" 1 --verbose \
        "$one"'sleep 1; echo "ok - slow"' "$one"'echo "not ok - quick"'
    case_is "in the order of the names" order_is "10 slow 11 quick"
    case_is "a failed step fails beside one that passes" beside "2 passed, 1 failed" 1 --quick \
        "$one"'sleep 0.5; echo "ok - a"' "$one"'echo "ok - b"; echo "not ok - c"'
    case_is "a step that hangs, that is killed, and what comes after them" beside "3 passed, 2 failed" 1 --quick \
        "$one"'echo "ok - a"; sleep 30' "$one"'echo "ok - b"; kill -KILL $$' "$one"'echo "ok - c"'
    case_is "the one took too long" grep -qx '   not ok - 10-step took longer than 3 s' "$FK_TMP/told"
    case_is "the other was killed" grep -qx '   not ok - 11-step ended with code 137' "$FK_TMP/told"
    case_is "a step that is interrupted fails" beside "1 passed, 1 failed" 1 --quick \
        "$one"'kill -INT $$; echo "ok - a"' "$one"'echo "ok - b"'
    case_is "a slow step beside others is left out by --quick" beside "2 passed, 0 failed" 0 --quick \
        "$one"'echo "ok - a"' "$one# quick: no"$'\n''echo "ok - b"' "$one"'echo "ok - c"'
    case_is "a number of cores that is none fails" beside "2 passed, 1 failed" 1 --quick \
        '# cores: many
echo "ok - a"' "$one"'echo "ok - b"'
    on=none case_is "and so does one of the machine" beside \
        "run_steps: FK_CORES=none, expected a number of cores" 2 --quick 'echo "ok - a"'
    case_is "one of two cores is half a group's second" beside "2 passed, 0 failed" 0 --verbose \
        "$one"'sleep 1.6; echo "ok - a"'
    case_is "all of them are the whole" beside "1 passed, 1 failed" 1 --verbose '# cores: all
sleep 1.6; echo "ok - a"'
}

# Who stops the runner stops the steps.
stopped() {
    local runner code
    FK_CORES=2 MARKS=$FK_TMP/marks FK_STEPS=$steps FK_LOGS=$FK_TMP/logs TMPDIR=$FK_TMP/runner \
        tests/run_steps.sh >"$FK_TMP/told" 2>&1 &
    runner=$!
    for _ in $(seq 100); do
        [ -e "$FK_TMP/marks/10" ] && [ -e "$FK_TMP/marks/11" ] && break
        sleep 0.1
    done
    kill -TERM $runner
    wait $runner
    code=$?
    [ $code = 143 ] && ! kill -0 "$(cat "$FK_TMP/marks/10")" 2>/dev/null &&
        ! kill -0 "$(cat "$FK_TMP/marks/11")" 2>/dev/null && rmdir "$FK_TMP/runner"
}
rm -rf "$steps" "$FK_TMP/marks"
mkdir -p "$steps" "$FK_TMP/marks" "$FK_TMP/runner"
for number in 10 11; do
    # shellcheck disable=SC2016
    printf '%s\n' '# group: harness' '# cores: 1' "mark=\$MARKS/$number" \
        'echo $$ >"$mark.new"' 'mv "$mark.new" "$mark"' 'sleep 30' >"$steps/$number-step.sh"
done
case_is "who stops the runner stops its steps, and nothing is left" stopped
