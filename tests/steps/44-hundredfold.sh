# title: every small scenario (every second one, all with --long) with a hundred times the customers gives a hundred times its counts
# group: scenarios
# quick: no
# cores: 1
# seconds: 240
# A bound that a large world outgrows (a ring, a table, a shared limit) shows as a count that is not
# a hundredfold. What is no count of the day stays out: its date and the moment the calculation ended.
. tests/steps/lib.sh
grown=(population.concentrators=5000 collection.commands_in_all=20000 calculation.rate=71300
    sms.rate=50000 payment.capacity=30000 crew.crews=100)

counts() { # folder, file, settings...: every counter of every day on a line, as "name day value"
    local out=$FK_TMP/$1 file=$2 setting sets=()
    shift 2
    for setting in recording=summary "$@"; do
        sets+=(--set "$setting")
    done
    mkdir -p "$out"
    # Other counts than the file expects: exit 1 is no surprise here, a run that did not end is.
    "$FEIKONG" run "$file" "${sets[@]}" --quiet --out "$out" >"$out/log" 2>&1
    [ $? -le 1 ] && sqlite3 -header -separator ' ' "$out/run.db" "SELECT * FROM v_daily ORDER BY day" |
        awk 'NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
            { for (i = 3; i <= NF; i++) if (name[i] != "calc_end_ms") print name[i], $1, $i }'
}
# Energy is told in whole 0.01 kWh, rounded down: a hundred times the rounded sum, and up to 99 more.
hundredfold() { # file, settings..., those of both worlds as both:KEY=VALUE, a counter that is left out as but:NAME
    local file=$1 setting but='' both=() more=()
    shift
    for setting in "$@"; do
        case $setting in both:*) both+=("${setting#both:}") ;; but:*) but=${setting#but:} ;; *) more+=("$setting") ;; esac
    done
    counts one "$file" "${both[@]}" >"$FK_TMP/one.txt" &&
        counts hundred "$file" "${grown[@]}" "${both[@]}" "${more[@]}" >"$FK_TMP/hundred.txt" || {
        cat "$FK_TMP"/*/log
        return 1
    }
    awk -v but="$but" '$1 == but { next }
        NR == FNR { one[$1 " " $2] = $3; n++; next }
        { m++; more = $3 - 100 * one[$1 " " $2] }
        more < 0 || more > ($1 == "kwh100" ? 99 : 0) {
            print $1 ", day " $2 ": " $3 ", expected 100 x " one[$1 " " $2]; wrong++ }
        END { if (n == 0 || n != m) { print n " counters, " m " in the large world"; wrong++ } exit wrong > 0 }' \
        "$FK_TMP/one.txt" "$FK_TMP/hundred.txt"
}
turn=0
while read -r line; do
    case $line in '' | '#'*) continue ;; esac
    eval "row=($line)"
    [ "${row[1]-}" != - ] || continue
    turn=$((turn + 1))
    [ $((turn % 2)) -eq 0 ] || [ "$FK_LONG" = 1 ] || continue
    case_is "${row[0]} x 100" hundredfold "${row[@]}"
done <tests/hundredfold.txt
for file in scenarios/s-*.yaml; do
    case $file in *-x100.yaml) continue ;; esac
    grep -q "^$file" tests/hundredfold.txt || not_ok "$file stands in tests/hundredfold.txt"
done
