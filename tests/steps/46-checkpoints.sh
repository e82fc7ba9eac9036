# title: every scenario goes on from each midnight (variants from one; all with --long) in a fresh process to the same end
# group: scenarios
# quick: no
# cores: 1
# seconds: 300
. tests/steps/lib.sh

# What must not depend on where a run began: fingerprint, events, violations.
end_of() { # output of a run
    sed -n -e 's/^ *\(fingerprint .*\)/\1/p' -e 's/.* invariants hold; \(.*\)/\1/p' "$1"
}
code_is() { # code, command...
    local expected=$1 got
    shift
    "$@" >"$FK_TMP/out" 2>"$FK_TMP/err"
    got=$?
    [ $got -eq "$expected" ] || {
        echo "exit code $got, expected $expected"
        cat "$FK_TMP/out" "$FK_TMP/err"
        return 1
    }
}
err_is() { # the one line on standard error
    [ "$(cat "$FK_TMP/err")" = "$1" ] || {
        cat "$FK_TMP/err"
        return 1
    }
}

# goes_on FILE WHERE: runs it with checkpoints, then from each of them; how concentrators share actors must not matter.
# The plain check goes on from one midnight, in the middle, where tests/scenarios.txt does not say "all".
goes_on() {
    local file=$1 name folder=$FK_TMP/saved whole day group=1 from
    name=$(basename "$file" .yaml)
    "$FEIKONG" run "$file" --quiet --checkpoint-dir "$folder" >"$FK_TMP/whole" 2>&1
    whole=$(end_of "$FK_TMP/whole")
    if [ "$(wc -l <<<"$whole")" -ne 2 ]; then
        not_ok "$name runs"
        sed 's/^/# /' "$FK_TMP/whole" | head -n 10
        return
    fi
    from=("$folder"/*.checkpoint)
    [ "$2" = all ] || [ "$FK_LONG" = 1 ] || from=("${from[${#from[@]} / 2]}")
    for day in "${from[@]}"; do
        "$FEIKONG" run "$file" --quiet --from "$day" --group $group >"$FK_TMP/rest" 2>&1
        if [ "$(end_of "$FK_TMP/rest")" = "$whole" ]; then
            ok "$name goes on from $(basename "$day" .checkpoint)"
        else
            not_ok "$name goes on from $(basename "$day" .checkpoint): not to ${whole//$'\n'/, }"
            sed 's/^/# /' "$FK_TMP/rest" | head -n 10
        fi
        group=32
    done
    days=$(sed -n 's/.*(D0), \([0-9]*\) days\{0,1\},.*/\1/p' "$FK_TMP/whole")
    case_is "$name has a checkpoint at each midnight" test "$(ls "$folder" | wc -l)" -eq $((days - 1))
    rm -rf "$folder"
}

while read -r file where; do
    case $file$where in '' | '#'* | *bench) continue ;; esac
    goes_on "$file" "$where"
done <tests/scenarios.txt

# What a user sees of it.
run=(run scenarios/s-08.yaml --quiet)
case_is "checkpoints beside other outputs: exit 0" \
    code_is 0 "$FEIKONG" "${run[@]}" --checkpoint-dir "$FK_TMP/a/b" --out "$FK_TMP/out-1"
d1=$FK_TMP/a/b/S-08-d1.checkpoint
case_is "going on: exit 0" code_is 0 "$FEIKONG" "${run[@]}" --from "$d1" --out "$FK_TMP/out-2"
note="the run goes on from D1 00:00: what was before is in no table, no expectation is checked"
case_is "it says what is not there" grep -qxF "  note  $note" "$FK_TMP/out"
case_is "also in the report" grep -qF "$note" "$FK_TMP/out-2/report.html"
case_is "its database holds the days from D1 on" \
    test "$(sqlite3 "$FK_TMP/out-2/run.db" "SELECT min(day), count(*) FROM v_daily")" = "1|2"
case_is "as the whole run saw them" test \
    "$(sqlite3 "$FK_TMP/out-2/run.db" "SELECT * FROM v_daily")" = \
    "$(sqlite3 "$FK_TMP/out-1/run.db" "SELECT * FROM v_daily WHERE day > 0")"
case_is "in Chinese too" code_is 0 "$FEIKONG" "${run[@]}" --from "$d1" --lang zh
case_is "the verdict is Chinese" grep -q '^  自检查点继续：期望未检查，用时 ' "$FK_TMP/out"
case_is "the page says it in its verdict" grep -q 'class="banner warn">The run goes on from D1: of what happened before ' \
    "$FK_TMP/out-2/report.html"
case_is "a day before: exit 2" code_is 2 "$FEIKONG" "${run[@]}" --from "$d1" --day 0 --out "$FK_TMP/out-3"
case_is "and says so" err_is "feikong run: --day: D0 is before D1, from which the run goes on, expected 1 to 2"
case_is "and makes nothing" test ! -e "$FK_TMP/out-3"
case_is "other settings: exit 2" code_is 2 "$FEIKONG" "${run[@]}" --from "$d1" --set sms.rate=9 --out "$FK_TMP/out-3"
case_is "and says so" err_is "feikong run: $d1: belongs to another scenario, or to other settings of S-08"
case_is "and makes nothing" test ! -e "$FK_TMP/out-3"
printf x >>"$d1"
case_is "a longer file: exit 2" code_is 2 "$FEIKONG" "${run[@]}" --from "$d1"
case_is "and says so" grep -q '^feikong run: .*d1.checkpoint: is damaged: ' "$FK_TMP/err"
case_is "no file: exit 2" code_is 2 "$FEIKONG" "${run[@]}" --from "$FK_TMP/none"
case_is "and says so" err_is "feikong run: $FK_TMP/none: cannot be read: No such file or directory"
case_is "--from with two files: exit 2" code_is 2 "$FEIKONG" "${run[@]}" scenarios/s-34.yaml --from "$d1"
case_is "--from --junit: exit 2" code_is 2 "$FEIKONG" "${run[@]}" --from "$d1" --junit "$FK_TMP/j.xml"
case_is "a folder that cannot be made: exit 3" code_is 3 "$FEIKONG" "${run[@]}" --checkpoint-dir /dev/null/x
case_is "and says so" err_is "feikong run: /dev/null/x: cannot make the folder: Not a directory"
case_is "a full disk: exit 3" code_is 3 bash -c "ulimit -f 100; exec \"\$@\"" - \
    "$FEIKONG" "${run[@]}" --checkpoint-dir "$FK_TMP/full"
case_is "and leaves nothing half-written" test -z "$(ls "$FK_TMP/full")"

# A long run that is interrupted goes on another time.
long=(run scenarios/b0.yaml --set days=300)
whole=$("$FEIKONG" "${long[@]}" --quiet | grep fingerprint)
"$FEIKONG" "${long[@]}" --checkpoint-dir "$FK_TMP/cut" >"$FK_TMP/out" 2>"$FK_TMP/err" &
run=$!
until [ -e "$FK_TMP/cut/B0-d2.checkpoint" ] || ! kill -0 $run 2>/dev/null; do :; done
kill -TERM $run
wait $run
code=$?
case_is "SIGTERM ends a run with checkpoints with exit 3" test $code -eq 3
case_is "and says what is kept" test "$(tail -n 1 "$FK_TMP/err")" = \
    "feikong run: interrupted; nothing was kept but the checkpoints in $FK_TMP/cut"
last=$(ls "$FK_TMP/cut" | tail -n 1)
case_is "the last one goes on" \
    code_is 0 "$FEIKONG" "${long[@]}" --quiet --from "$FK_TMP/cut/$last"
case_is "to the same end" test "$(grep fingerprint "$FK_TMP/out")" = "${whole:?}"
