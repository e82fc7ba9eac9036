# title: what is drawn stays in its bands over seeds 1 to 20, with one miss of a 3-sigma band at most
# group: scenarios
# quick: no
# cores: 1
# seconds: 180
# long_seconds: 900
. tests/steps/lib.sh
# The names of the expectations that a seed misses, "?" if the run does not end as it should.
missed() { # file, seed
    "$FEIKONG" run "$1" --set "seed=$2" --quiet >"$FK_TMP/out" 2>&1
    case $? in
    0) ;;
    1) sed -n 's/^ *FAIL  *\(.*[^ ]\)  *expected.*/\1/p' "$FK_TMP/out" | grep . || echo '?' ;;
    *) echo '?' ;;
    esac
}
while read -r file size; do
    case $file in '' | '#'*) continue ;; esac
    misses=
    seeds=$(seq 1 20)
    if [ "$size" = large ] && [ "$FK_LONG" = 0 ]; then
        turn=$(($(date +%j | sed 's/^0*//') % 10 + 1))
        seeds="$turn $((turn + 10))"
    fi
    for seed in $seeds; do
        while read -r name; do
            misses="$misses# seed $seed: $name"$'\n'
        done < <(missed "$file" "$seed")
    done
    count=$(printf %s "$misses" | grep -c .)
    if [ "$count" -le 1 ]; then
        ok "$(basename "$file" .yaml) keeps its bands over seeds" $seeds "($count missed)"
    else
        not_ok "$(basename "$file" .yaml) keeps its bands over seeds" $seeds "($count missed)"
    fi
    printf %s "$misses"
done <tests/seeds.txt
