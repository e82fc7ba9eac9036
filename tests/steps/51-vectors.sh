# title: vectors: every frame that any decoder may be tried with says what `feikong decode` says
# group: suite
# quick: yes
# cores: 1
# seconds: 120
# Valid vectors in one stream a file, the others one by one; with --long all one by one. docs/vectors.md.
. tests/steps/lib.sh
vectors=tests/vectors/dlt645
stream=--stream
[ "$FK_LONG" = 0 ] || stream=
# shellcheck disable=SC2086
tests/vectors/run $stream "$FEIKONG" decode --json >"$FK_TMP/vectors"
grep -E '^(ok|not ok) ' "$FK_TMP/vectors"

# What is made by rules is what the rules make.
mkdir "$FK_TMP/made"
case_is "the rules run" tests/vectors/generate "$FK_TMP/made"
for file in "$FK_TMP"/made/*.jsonl; do
    cmp -s "$file" "$vectors/${file##*/}" || not_ok "${file##*/} is what tests/vectors/generate makes"
done
total=$(cat $vectors/*.jsonl | wc -l) made=$(cat $vectors/rules-*.jsonl | wc -l)
case_is "$total vectors, at least 1000, $made of them by rules, at least half" \
    test "$total" -ge 1000 -a $((2 * made)) -ge "$total"

# What they cover.
frames() { # control code: vectors that hold it
    grep -c "\"control\":\"$1\"" $vectors/*.jsonl | awk -F: '{ n += $NF } END { print n }'
}
for control in 03 08 11 12 13 14 15 16 17 18 19 1A 1B 1C 1D 83 91 92 93 94 95 96 97 98 99 9A 9B 9C 9D B1 B2 C3 \
    D1 D2 D4 D6 D7 D8 D9 DA DB DC DD; do
    [ "$(frames $control)" -gt 0 ] || not_ok "a vector has control code $control"
done
for result in valid invalid acceptable; do
    case_is "there are $result vectors" grep -q "\"result\":\"$result\"" $vectors/*.jsonl
done
grep -ho '"flags":\[[^]]*\]' $vectors/*.jsonl | grep -o '"[A-Z][A-Za-z]*"' | tr -d '"' | sort -u >"$FK_TMP/used"
sed -n '/^## Flags/,$s/^| \([A-Z][A-Za-z]*\) | .*/\1/p' docs/vectors.md | grep -v '^Flag$' | sort -u >"$FK_TMP/told"
case_is "docs/vectors.md tells the flags that are used" diff "$FK_TMP/used" "$FK_TMP/told"
case_is "no two vectors have one id" test -z "$(grep -ho '"id":"[^"]*"' $vectors/*.jsonl | sort | uniq -d)"

# A decoder that is wrong is found: one that says nothing, one that takes everything, one that loses the unit.
wrong() { # text of vectors, command
    local only=$1
    shift
    ! tests/vectors/run --only "$only" "$@" >"$FK_TMP/wrong" && grep -q '^not ok' "$FK_TMP/wrong"
}
case_is "a decoder that says nothing is found" wrong energy-00 true
printf '#!/bin/sh\n"%s" decode --json\nexit 0\n' "$FEIKONG" >"$FK_TMP/takes-all"
printf '#!/bin/sh\n"%s" decode --json | sed s/kWh/Wh/g\n' "$FEIKONG" >"$FK_TMP/no-unit"
chmod +x "$FK_TMP/takes-all" "$FK_TMP/no-unit"
case_is "one that takes everything is found" wrong link-01 "$FK_TMP/takes-all"
case_is "one that says another unit is found" wrong energy-01 "$FK_TMP/no-unit"
