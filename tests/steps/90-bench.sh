# title: bench: speed and memory stay inside their limits
# group: code
# quick: no
# cores: all
# seconds: 300
# Limits: S-01 with a million customers in 2 s a simulated day and 250 MB, recording summary; a million
# frames a second through the scanner; instructions a customer-day and bytes a customer as in the last row of
# tests/bench/instructions.txt. Prints customer-days/s, events/s, bytes a customer and frames/s.
. tests/steps/lib.sh
case_is "the benches build" tools/build.sh release benches || exit 1

# peak_of COMMAND...: runs it, sets code and took_ms, and peak_kb, the largest memory it held by the kernel's count.
peak_of() {
    local start
    start=$(date +%s%N)
    /usr/bin/time --quiet -f %M -o "$FK_TMP/peak" "$@" >"$FK_TMP/out" 2>&1
    code=$?
    took_ms=$((($(date +%s%N) - start) / 1000000))
    peak_kb=$(tail -n 1 "$FK_TMP/peak")
}
at_most() { # value, limit
    [ "$1" -le "$2" ]
}

while read -r file where; do
    [ "$where" = bench ] || continue
    name=$(basename "$file" .yaml)
    peak_of "$FEIKONG" run "$file" --quiet
    sed 's/^/# /' "$FK_TMP/out"
    case_is "$name holds" test $code -eq 0
    days=$(sed -n 's/.*, \([0-9]*\) days\{0,1\}, .*/\1/p' "$FK_TMP/out")
    customers=$(sed -n 's/.* \([0-9]*\) customers, .*/\1/p' "$FK_TMP/out")
    events=$(sed -n 's/.*, \([0-9]*\) events$/\1/p' "$FK_TMP/out")
    if [ -z "$days" ] || [ -z "$customers" ] || [ -z "$events" ]; then
        not_ok "$name prints days, customers and events"
        continue
    fi
    echo "# $name: $((customers * days * 1000 / took_ms)) customer-days/s," \
        "$((events * 1000 / took_ms)) events/s, $((peak_kb * 1024 / customers)) bytes a customer"
    case_is "$name: $((took_ms / days)) ms a simulated day, at most 2000" \
        at_most $((took_ms / days)) 2000
    case_is "$name: $((peak_kb / 1000)) MB, at most 250" at_most $((peak_kb * 1024)) 250000000
done <tests/scenarios.txt

frames=$(build/bench/bench_decode | tee -a "$FK_TMP/decode" | sed -n 's/.*: *\([0-9]*\)$/\1/p')
sed 's/^/# /' "$FK_TMP/decode"
case_is "${frames:-0} decoded frames/s, at least 1000000" at_most 1000000 "${frames:-0}"

# What the hundredfold base case costs: the difference between two sizes, so that neither start nor report
# count. The last row of the table is the limit, 2 % above it fails; a change that costs more, or less,
# adds a row.
figures=tests/bench/instructions.txt
limit_of() { # field of the last row: 2 instructions a customer-day, 3 bytes a customer
    local row
    row=$(sed '/^#/d' "$figures" | tail -n 1)
    # shellcheck disable=SC2086
    set -- "$1" $row
    shift "$1"
    echo "$(($1 * 102 / 100))"
}
sized() { # concentrators: the arguments of the run
    echo run scenarios/s-01-x100.yaml --set "population.concentrators=$1" --set expectations=none --quiet
}
refs_of() { # concentrators
    # shellcheck disable=SC2046
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        "$FEIKONG" $(sized "$1") --factory thread 2>&1 |
        sed -n 's/,//g; s/.*I *refs: *//p'
}
refs_of 250 >"$FK_TMP/refs250" &
refs_of 500 >"$FK_TMP/refs500"
wait $!
refs=$((($(cat "$FK_TMP/refs500") - $(cat "$FK_TMP/refs250")) / (250 * 200 * 11)))
case_is "$refs instructions a customer-day, at most $(limit_of 2)" \
    test "$refs" -gt 0 -a "$refs" -le "$(limit_of 2)"
# shellcheck disable=SC2046
peak_of "$FEIKONG" $(sized 2500)
small_kb=$peak_kb
# shellcheck disable=SC2046
peak_of "$FEIKONG" $(sized 5000)
bytes=$(((peak_kb - small_kb) * 1024 / (2500 * 200)))
case_is "$bytes bytes a customer, at most $(limit_of 3)" \
    test "$bytes" -gt 0 -a "$bytes" -le "$(limit_of 3)"
