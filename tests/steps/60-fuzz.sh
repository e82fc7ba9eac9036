# title: fuzz targets (30 s each, 5 min with --long)
# group: code
# quick: no
# seconds: 400
# long_seconds: 1200
. tests/steps/lib.sh
case_is "the fuzz build" tools/build.sh fuzz || exit 1
# The same inputs every day, so that a change is judged by what it changed; --long looks for new ones.
seconds=30 seed=20261130
[ "$FK_LONG" = 0 ] || seconds=300 seed=0

# Targets run side by side; a crash leaves its input in check-out/ to be kept in the corpus.
fuzz() { # name
    local corpus=tests/fuzz/corpus/$1 work=$FK_TMP/$1
    mkdir -p "$work"
    [ -d "$corpus" ] || corpus=
    # shellcheck disable=SC2086
    "build-fuzz/fuzz/$1" -seed=$seed -max_total_time=$seconds -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="$FK_ROOT/check-out/$1-" "$work" $corpus >"$FK_TMP/$1.log" 2>&1
    echo $? >"$FK_TMP/$1.code"
}
names=
for source in tests/fuzz/fuzz_*.c; do
    [ -f "$source" ] || continue
    name=$(basename "$source" .c)
    names="$names $name"
done
if [ -z "$names" ]; then
    not_ok "fuzz targets were found in tests/fuzz"
    exit 1
fi
for name in $names; do
    fuzz "$name" &
    while [ "$(jobs -rp | wc -l)" -ge 2 ]; do
        wait -n
    done
done
wait
for name in $names; do
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$FK_TMP/$name.log")
    if [ "$(cat "$FK_TMP/$name.code")" = 0 ] && [ "${runs:-0}" -gt 1000 ]; then
        ok "$name: $runs inputs in $seconds s"
    else
        not_ok "$name: ${runs:-0} inputs in $seconds s"
        tail -n 30 "$FK_TMP/$name.log" | sed 's/^/# /'
    fi
done
