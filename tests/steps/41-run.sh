# title: feikong run: several files, exit codes, progress, nothing half-written
# group: scenarios
# quick: yes
# cores: 1
# seconds: 60
. tests/steps/lib.sh
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
both="scenarios/s-34.yaml scenarios/s-08.yaml"
junit=$FK_TMP/junit.xml

# Several files: a folder each, one JUnit file with the suites of all of them.
# shellcheck disable=SC2086
case_is "two scenarios in one call hold" \
    code_is 0 "$FEIKONG" run $both --quiet --out "$FK_TMP/two" --junit "$junit"
for id in S-34 S-08; do
    case_is "$id has its own database" test -s "$FK_TMP/two/$id/run.db"
    case_is "$id has its own report" test -s "$FK_TMP/two/$id/report.html"
    case_is "the JUnit file holds the suites of $id" \
        test "$(grep -c "<testsuite name=\"$id\\." "$junit")" = 2
done
case_is "the JUnit file follows its schema" xmllint --noout --schema tests/junit.xsd "$junit"
cases=0
for id in S-34 S-08; do
    cases=$((cases + $(sqlite3 "$FK_TMP/two/$id/run.db" \
        "SELECT (SELECT count(*) FROM expectation) + (SELECT count(*) FROM invariant)")))
done
case_is "as many cases as both databases have" test "$(grep -c '<testcase ' "$junit")" = $cases
rm -f "$junit"
case_is "a missing file among them: exit 2" \
    code_is 2 "$FEIKONG" run scenarios/s-34.yaml "$FK_TMP/none.yaml" --quiet --junit "$junit"
case_is "and no JUnit file" test ! -e "$junit"

# Exit codes and sentences.
case_is "an expectation that fails: exit 1" \
    code_is 1 "$FEIKONG" run scenarios/s-34.yaml --quiet --set days=5
case_is "it is shown" grep -q '^  FAIL  cuts of the twenty on D6 ' "$FK_TMP/out"
case_is "no expectation: exit 4" code_is 4 "$FEIKONG" run scenarios/s-34.yaml --quiet --set expectations=none
case_is "and says so" grep -q '^  NOTHING EXPECTED in ' "$FK_TMP/out"
case_is "one of several without expectations: exit 4, all are written" \
    code_is 4 "$FEIKONG" run scenarios/s-34.yaml scenarios/b0.yaml --set days=1 --set expectations=none --quiet \
    --junit "$junit"
case_is "as the JUnit file shows" test "$(grep -c '<testsuite ' "$junit")" = 4
case_is "a violated expectation weighs more: exit 1" \
    code_is 1 "$FEIKONG" run scenarios/s-34.yaml scenarios/b0.yaml --set days=5 --quiet
never="faults.0 never: D1 08:00:00 is not before the end of the run"
code_is 4 "$FEIKONG" run scenarios/s-04.yaml --set days=1 --set expectations=none --quiet --out "$FK_TMP/never"
case_is "what never happens is said" grep -qxF "  note  $never" "$FK_TMP/out"
case_is "and in the report" grep -qF "$never" "$FK_TMP/never/report.html"
case_is "a folder that cannot be made: exit 3" \
    code_is 3 "$FEIKONG" run scenarios/s-34.yaml --quiet --out /dev/null/x
case_is "and says so" err_is "feikong run: /dev/null/x: cannot make the folder: Not a directory"
case_is "parts of a JUnit file where TMPDIR says, which is nowhere: exit 3" \
    code_is 3 env TMPDIR="$FK_TMP/nowhere" "$FEIKONG" run $both --quiet --junit "$junit"
case_is "a seed that is no number: exit 2" code_is 2 "$FEIKONG" run scenarios/s-34.yaml --seed -1
case_is "and names the option" err_is 'feikong run: --seed: "-1" is not a whole number'
case_is "no file: exit 2" code_is 2 "$FEIKONG" run

# What if: shown, not judged; an invariant still is. Two languages.
case_is "an expectation that comes out otherwise with --what-if: exit 0" \
    code_is 0 "$FEIKONG" run scenarios/s-34.yaml --quiet --set days=5 --what-if --out "$FK_TMP/if"
case_is "it is shown" grep -q '^  differs  cuts of the twenty on D6 ' "$FK_TMP/out"
case_is "and nothing is said to fail" test "$(grep -c 'FAIL\|NOT HELD' "$FK_TMP/out")" = 0
case_is "the page judges nothing either" test "$(grep -c 'pill fail\|banner fail' "$FK_TMP/if/report.html")" = 0
case_is "what was overridden stands above the verdict" \
    grep -q 'Overrides: </b><code>days=5</code>' "$FK_TMP/if/report.html"
case_is "--what-if --junit: exit 2" code_is 2 "$FEIKONG" run scenarios/s-34.yaml --what-if --junit "$junit"
case_is "--lang zh: exit 0" code_is 0 "$FEIKONG" run scenarios/s-34.yaml --quiet --lang zh --out "$FK_TMP/zh"
case_is "the console is Chinese" grep -q '^  成立，用时 ' "$FK_TMP/out"
case_is "and the page" grep -q '<html lang="zh-CN">' "$FK_TMP/zh/report.html"
case_is "LC_ALL chooses" \
    code_is 0 env LC_ALL=zh_CN.UTF-8 "$FEIKONG" run scenarios/s-34.yaml --quiet
case_is "the language" grep -q '^  成立，用时 ' "$FK_TMP/out"
case_is "--lang de: exit 2" code_is 2 "$FEIKONG" run scenarios/s-34.yaml --lang de
case_is "and says what is expected" err_is 'feikong run: --lang: "de" is unknown, expected en or zh'

# A folder: everything in it that states expectations, in one order, whatever runs at the same time.
folder=$FK_TMP/folder
table=$FK_TMP/known.txt
mkdir "$folder"
cp scenarios/b0.yaml scenarios/s-14.yaml scenarios/s-14-daily.yaml scenarios/s-14-low.yaml "$folder"
timeless() { # times and sizes differ from run to run
    sed -E 's/ in [0-9.]+ s, [0-9]+ / in T s, N /; s/ +[0-9]+[.][0-9]{2} +[0-9]+  / T  /; s/[0-9.]+ s of/T s of/' "$1"
}
case_is "a folder, its fingerprints written: exit 0" \
    code_is 0 "$FEIKONG" run "$folder/" --jobs 3 --quiet --junit "$junit" --fingerprints "$table" --bless
case_is "what only others build on is left out and named" \
    grep -qxF "$folder/b0.yaml states no expectation, others build on it: not run" "$FK_TMP/out"
case_is "all others are in the JUnit file" test "$(grep -c '<testsuite ' "$junit")" = 7
case_is "with their fingerprints" \
    grep -qxF '  <testsuite name="fingerprints" tests="3" failures="0" errors="0" time="0.000">' "$junit"
case_is "and in the table" grep -qE '^  3 of 3 scenarios hold; [0-9.]+ s of simulation$' "$FK_TMP/out"
case_is "with a fingerprint each" test "$(grep -cE '^S-14(-daily|-low)? [0-9a-f]{16}$' "$table")" = 3
timeless "$FK_TMP/out" | sed -e 's/  NEW$//' -e '/fingerprints written/d' >"$FK_TMP/three"
case_is "one after the other, with the known fingerprints: exit 0" \
    code_is 0 "$FEIKONG" run "$folder/" --jobs 1 --quiet --fingerprints "$table"
case_is "prints the same in the same order" diff "$FK_TMP/three" <(timeless "$FK_TMP/out")
case_is "fewer days, nothing expected, other fingerprints: exit 1" \
    code_is 1 "$FEIKONG" run "$folder/" --quiet --set days=20 --fingerprints "$table" --set expectations=none
sed -i 's/^S-14-low ./S-14-low g/' "$table"
case_is "a table that is none: exit 2" code_is 2 "$FEIKONG" run "$folder/" --quiet --fingerprints "$table"
case_is "and names its line" \
    err_is "feikong run: --fingerprints: $table:5: expected the id of a scenario and 16 hexadecimal digits"
case_is "nor is a device that never ends: exit 2" \
    code_is 2 timeout 20 "$FEIKONG" run "$folder/" --quiet --fingerprints /dev/zero
sed -i -e 's/^S-14-low ./S-14-low 0/' -e '/^S-14-daily/d' "$table"
cp "$table" "$FK_TMP/before"
case_is "one changed and one new: exit 1" \
    code_is 1 "$FEIKONG" run "$folder/" --quiet --fingerprints "$table" --junit "$junit"
case_is "both fail in the JUnit file" \
    grep -qxF '  <testsuite name="fingerprints" tests="3" failures="2" errors="0" time="0.000">' "$junit"
case_is "which follows its schema" xmllint --noout --schema tests/junit.xsd "$junit"
case_is "the changed one" grep -qE '^  S-14-low .*  CHANGED, was 0[0-9a-f]{15}$' "$FK_TMP/out"
case_is "the new one" grep -qE '^  S-14-daily .*  NEW$' "$FK_TMP/out"
case_is "both are counted" \
    grep -qxF "  fingerprints: 1 changed, 1 new ($table); --bless writes them" "$FK_TMP/out"
case_is "and nothing is written" cmp -s "$table" "$FK_TMP/before"
case_is "what does not hold is not blessed: exit 1" \
    code_is 1 "$FEIKONG" run "$folder/" --quiet --fingerprints "$table" --bless --set "policy.warning=10.00 CNY"
case_is "and it is said" grep -qE '^  fingerprints: [1-3] not written, because the run does not hold$' "$FK_TMP/out"
case_is "the table keeps what it knew of it" grep -q '^S-14-low 0' "$table"
echo "S-99 0123456789abcdef" >>"$table"
"$FEIKONG" run "$folder/" --quiet --fingerprints "$table" >"$FK_TMP/out" 2>&1
case_is "what nobody ran is named" grep -qxF "  fingerprints: 1 in $table not run: S-99" "$FK_TMP/out"
cp "$table" "$FK_TMP/linked" && ln -s linked "$FK_TMP/link"
case_is "a link to a table is written through: exit 1 or 0" \
    test "$("$FEIKONG" run "$folder/" --quiet --fingerprints "$FK_TMP/link" --bless >/dev/null 2>&1; echo $?)" -lt 2
case_is "and stays a link" test -L "$FK_TMP/link"
case_is "to the table with all that is known" test "$(grep -c '^S-' "$FK_TMP/linked")" = 4
mkdir "$FK_TMP/twins" && cp "$folder"/*.yaml "$FK_TMP/twins"
cp "$folder/s-14.yaml" "$FK_TMP/twins/a.yaml" && cp "$folder/s-14.yaml" "$FK_TMP/twins/b.yaml"
case_is "two scenarios of one id have one row: exit 2" \
    code_is 2 "$FEIKONG" run "$FK_TMP/twins/a.yaml" "$FK_TMP/twins/b.yaml" --quiet --fingerprints "$table"
case_is "and it is said" err_is \
    "feikong run: $FK_TMP/twins/a.yaml and $FK_TMP/twins/b.yaml have the id S-14: their results cannot be told apart"
"$FEIKONG" run s-14 scenarios/s-14.yaml --quiet --out "$FK_TMP/names" >/dev/null 2>"$FK_TMP/err"
case_is "the same by its name and its path: exit 2" test $? = 2
case_is "and says so" test "$(cat "$FK_TMP/err")" = \
    "feikong run: s-14 and scenarios/s-14.yaml have the id S-14: their results cannot be told apart"
case_is "no table: exit 2" code_is 2 "$FEIKONG" run "$folder/" --quiet --fingerprints "$FK_TMP/none"
case_is "and says so" err_is "feikong run: --fingerprints: $FK_TMP/none: No such file or directory; --bless makes it"
case_is "a JUnit file that cannot be written is refused before the run: exit 2" \
    code_is 2 "$FEIKONG" run scenarios/s-34.yaml --junit "$FK_TMP/nowhere/junit.xml"
case_is "and says so" err_is "feikong run: --junit: $FK_TMP/nowhere/junit.xml: expected a file in a folder to write to"
case_is "a folder without its slash: exit 2" code_is 2 "$FEIKONG" run tests
case_is "and says how it is written" err_is "feikong run: tests is a folder; its scenarios are run by tests/"
mkdir "$FK_TMP/empty"
case_is "an empty folder: exit 2" code_is 2 "$FEIKONG" run "$FK_TMP/empty/"
case_is "and says so" err_is "feikong run: $FK_TMP/empty/: no scenario with expectations is in this folder"
case_is "--from with a folder of several: exit 2" code_is 2 "$FEIKONG" run "$folder/" --from "$FK_TMP/none"
cp scenarios/s-01-x100.yaml "$folder"
"$FEIKONG" run "$folder/" --jobs 2 --set days=200 --quiet --out "$FK_TMP/batch" >"$FK_TMP/out" 2>"$FK_TMP/err" &
run=$!
until [ -e "$FK_TMP/batch/S-01-x100" ] || ! kill -0 $run 2>/dev/null; do :; done
kill -TERM $run
wait $run
code=$?
case_is "SIGTERM ends a batch with exit 3" test $code -eq 3
case_is "and what was under way is not kept" test ! -e "$FK_TMP/batch/S-01-x100"

# Interrupted: progress as plain lines, exit 3, nothing kept.
long="scenarios/s-01-x100.yaml --set days=200"
# shellcheck disable=SC2086
"$FEIKONG" run $long --out "$FK_TMP/stopped" >"$FK_TMP/out" 2>"$FK_TMP/err" &
run=$!
until grep -q remaining "$FK_TMP/err" || ! kill -0 $run 2>/dev/null; do :; done
kill -TERM $run
wait $run
code=$?
case_is "SIGTERM ends a run with exit 3" test $code -eq 3
case_is "progress names date, share, events/s and time remaining" grep -qE \
    '^2026-[0-9]{2}-[0-9]{2} [0-9:]{5} +[0-9]+ %  [0-9]+ events/s  [0-9]+ s remaining$' "$FK_TMP/err"
case_is "the last line says that nothing was kept" \
    test "$(tail -n 1 "$FK_TMP/err")" = "feikong run: interrupted; nothing was kept"
case_is "and so it is" test ! -e "$FK_TMP/stopped"
