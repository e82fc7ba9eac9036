# title: scenarios hold, with the fingerprint of tests/fingerprints.txt, twice, under raw and thread contexts and ungrouped (variants by turns, once with --quick), under 5 s each, 10 s if marked slow, 30 s if large, five times that with threads
# group: scenarios
# quick: yes
# cores: 1
# seconds: 400
. tests/steps/lib.sh
limit_ms=5000
cpu=$(taskset -pc $$ | sed 's/.*: *\([0-9]*\).*/\1/')

# one_run SCENARIO FACTORY [OPTION...]: sets code, fingerprint and took_ms
one_run() {
    local file=$1 factory=$2 start pin=
    shift 2
    # Threads take turns here, only one runs at a time: a hand-over between processors is what costs.
    [ "$factory" = raw ] || pin="taskset -c $cpu"
    start=$(date +%s%N)
    $pin "$FEIKONG" run "$file" --factory "$factory" "$@" --quiet >"$FK_TMP/out" 2>&1
    code=$?
    took_ms=$((($(date +%s%N) - start) / 1000000))
    id=$(sed -n '1s/  .*//p' "$FK_TMP/out")
    fingerprint=$(sed -n 's/^ *fingerprint \([0-9a-f]\{16\}\),.*/\1/p' "$FK_TMP/out")
}
explain() {
    sed 's/^/# /' "$FK_TMP/out" | head -n 30
}

listed=0
while read -r file where; do
    case $file$where in '' | '#'* | *bench) continue ;; esac
    listed=$((listed + 1))
    most_ms=$limit_ms
    [ "$where" != slow ] || most_ms=$((2 * limit_ms))
    [ "$where" != large ] || most_ms=$((6 * limit_ms))
    name=$(basename "$file" .yaml)
    first=
    ways=(raw thread "raw --group 1")
    if [ "$where" = all ] || [ "$FK_LONG" = 1 ]; then
        ways=(raw "${ways[@]}")
    else
        ways=(raw "${ways[listed % 3]}")
        [ "$where" != large ] || ways=(raw)
    fi
    [ "$FK_QUICK" = 0 ] || ways=(raw)
    for factory in "${ways[@]}"; do
        # shellcheck disable=SC2086
        one_run "$file" $factory
        if [ $code -ne 0 ]; then
            not_ok "$name holds ($factory): exit code $code"
            explain
            continue 2
        fi
        if [ -z "$fingerprint" ]; then
            not_ok "$name prints a fingerprint ($factory)"
            explain
            continue 2
        fi
        if [ -z "$first" ]; then
            first=$fingerprint
            ok "$name holds"
            known=$(sed -n "s/^$id //p" tests/fingerprints.txt)
            if [ "${known:-$fingerprint}" = "$fingerprint" ]; then # a new one: tests/steps/39-fingerprints.sh
                ok "$name does what it did"
            else
                not_ok "$name does what it did: fingerprint $fingerprint, known $known; if that is meant:" \
                    "build/feikong run scenarios/ --quiet --fingerprints tests/fingerprints.txt --bless"
            fi
        elif [ "$fingerprint" = "$first" ]; then
            ok "$name has the same fingerprint again ($factory)"
        else
            not_ok "$name has the same fingerprint again ($factory): $fingerprint, before $first"
        fi
        way_ms=$most_ms # a hand-over between threads takes the kernel's time, several times that of the run
        [ "$factory" != thread ] || way_ms=$((5 * most_ms))
        least_ms=$took_ms
        for again in 1 2; do # what else the machine does only ever adds: the least of three counts
            [ $least_ms -ge $way_ms ] || break
            # shellcheck disable=SC2086
            one_run "$file" $factory
            [ $took_ms -ge $least_ms ] || least_ms=$took_ms
        done
        if [ $least_ms -lt $way_ms ]; then
            ok "$name is quick ($factory): $least_ms ms"
        else
            not_ok "$name is quick ($factory): $least_ms ms at best of three, at most $way_ms"
        fi
    done
done <tests/scenarios.txt
[ $listed -gt 0 ] || not_ok "scenarios are listed in tests/scenarios.txt"

for file in scenarios/s-*.yaml; do
    case_is "$file stands in tests/scenarios.txt" grep -q "^$file\( \|\$\)" tests/scenarios.txt
done
