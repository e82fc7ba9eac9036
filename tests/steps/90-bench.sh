# title: bench: speed and memory stay inside their limits
# quick: no
# seconds: 300
# Limits: S-01 with a million customers in 2 s a simulated day and 250 MB, recording summary; a million
# frames a second through the scanner. Prints customer-days/s, events/s, bytes a customer and frames/s.
. tests/steps/lib.sh
case_is "the benches build" tools/build.sh release benches || exit 1

# peak_of COMMAND...: runs it, sets code and took_ms, and peak_kb, the largest memory it held.
peak_of() {
    local start pid line
    start=$(date +%s%N)
    "$@" >"$FK_TMP/out" 2>&1 &
    pid=$!
    peak_kb=0
    # The kernel keeps the peak (VmHWM) until the process ends: asking now and then is enough.
    while line=$(grep VmHWM "/proc/$pid/status" 2>/dev/null); do
        line=${line//[^0-9]/}
        peak_kb=${line:-$peak_kb}
        read -r -t 0.02 <> <(:) || true
    done
    wait $pid
    code=$?
    took_ms=$((($(date +%s%N) - start) / 1000000))
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
