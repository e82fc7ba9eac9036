# title: feikong question answers what can be answered, each scenario run once
# group: scenarios
# quick: yes
# cores: 1
# seconds: 120
. tests/steps/lib.sh
code=0
"$FEIKONG" question all --lang en >"$FK_TMP/en" 2>"$FK_TMP/err" || code=$?
open=$("$FEIKONG" question --csv | grep -c ',open,')
expected=$([ "$open" -eq 0 ] && echo 0 || echo 4)
case_is "all questions: exit code $expected, $open are open" test "$code" -eq "$expected"
case_is "each scenario runs once" test -z "$(grep '^running ' "$FK_TMP/err" | sort | uniq -d)"
said=$(grep -vE '^(running [a-z0-9-]*|feikong question: [0-9]+ is not answered yet: .*|[0-9-]{10} [0-9:]{5}  .*)$' "$FK_TMP/err")
case_is "nothing else is said" test -z "$said"

# Of each question: figures, runs that hold, pages.
awk '/^[0-9]+  / { n = $1 } /^  - .*[0-9A-Z]/ { figures[n]++ } /more in docs\/[a-z]+[.]md$/ { pages[n]++ }
    /^    \([0-9]+ expectations and [0-9]+ invariants hold, fingerprint [0-9a-f]+\)$/ { runs[n]++ }
    END { for (n = 1; n <= 100; n++) print n, figures[n] + 0, runs[n] + 0, pages[n] + 0 }' "$FK_TMP/en" >"$FK_TMP/counts"
"$FEIKONG" question --csv | sed -E '1d; s/^[^"]*"[^"]*","[^"]*",([a-z]+),([^,]*),.*/\1 \2/' >"$FK_TMP/kinds"
while read -r number figures runs pages kind places; do
    wanted=$(wc -w <<<"$places")
    case $kind in
    run) case_is "question $number: $figures figures, $runs runs" test "$figures" -ge "$wanted" -a "$runs" -eq "$wanted" ;;
    document) case_is "question $number: a page" test "$pages$runs" = 10 ;;
    esac
done < <(paste -d ' ' "$FK_TMP/counts" "$FK_TMP/kinds")
sentences=$(grep -c '^  - ' "$FK_TMP/en")
case_is "$sentences sentences, more than 200" test "$sentences" -gt 200
case_is "no place is left open" test -z "$(grep '[{}]' "$FK_TMP/en")"

# The figures are those of the run, not of the table: a run with other days gives others.
mkdir -p "$FK_TMP/scenarios"
sed 's/^days: 2$/days: 2\n# altered/; s/class: 42}/class: 42, first: 4}/' scenarios/s-22.yaml >"$FK_TMP/scenarios/s-22.yaml"
altered() {
    local code=0
    (cd "$FK_TMP" && "$FEIKONG" question 81 --quiet --lang en) >"$FK_TMP/out" 2>"$FK_TMP/err" || code=$?
    [ $code -eq 1 ] && grep -q '^  - NO_METER_ANSWER: 24 orders' "$FK_TMP/out" &&
        grep -qx 'feikong question: s-22 does not hold what it expects, so its figures prove nothing; see feikong run s-22' "$FK_TMP/err" || {
        cat "$FK_TMP/out" "$FK_TMP/err"
        return 1
    }
}
case_is "an altered scenario gives its own figures, and exit code 1" altered
