# title: this test command counts honestly
# group: code
# quick: yes
# seconds: 30
# A step that crashes, hangs, prints nothing or fails must never be counted as passed.
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
