# title: functions stay short, cppcheck is clean, every cited rule has a test that names it
# group: code
# quick: yes
# seconds: 120
. tests/steps/lib.sh
sources=$(source_files '*.c' '*.h')

# A body is what stands between a "{" and a "}" alone at the start of their lines.
# shellcheck disable=SC2086
long=$(awk 'FNR == 1 { begin = 0 } /^\{$/ { begin = FNR }
    /^\}/ { if (begin && FNR - begin - 1 > 70) print "# " FILENAME ":" begin ": " FNR - begin - 1 " lines"; begin = 0 }' $sources)
if [ -z "$long" ]; then
    ok "no function is longer than 70 lines"
else
    not_ok "no function is longer than 70 lines"
    printf '%s\n' "$long"
fi

# Without the system's headers, which it cannot all read; it does not follow the memcpy in base/grow.c.
# shellcheck disable=SC2046
case_is "cppcheck finds nothing in the product" cppcheck --quiet --error-exitcode=1 -j 2 --std=c11 -I. \
    --enable=warning,portability,performance --inline-suppr --suppress=missingIncludeSystem --suppress=memleak:base/grow.c \
    $(source_files '*.c' | grep -v '^tests/')

# What a checkpoint would forget.
tests/check_images.sh

# Rules, transitions and invariants of the system that the product cites; a test names each.
# "LT-R-05" is a row of the conformance suite's fact sheet, no rule of the system.
ids() { # where to look
    grep -rhoE "(^|[^-[:alnum:]])((R|INV|CQ|GS)-[0-9]+|T([1-9]|1[0-9]|2[0-3]))\b" "$@" 2>/dev/null |
        sed 's/^[^RICGT]//' | sort -u
}
cd "$FK_ROOT" || exit 1
ids --include='*.[ch]' base models line sim conformance reports cli >"$FK_TMP/cited"
ids tests/unit tests/steps tests/hunt scenarios >"$FK_TMP/named"
[ "$(wc -l <"$FK_TMP/cited")" -ge 50 ] || not_ok "rules are cited in the sources"
for rule in $(comm -23 "$FK_TMP/cited" "$FK_TMP/named"); do
    not_ok "a test names $rule (cited in $(grep -rlE --include='*.[ch]' "\b$rule\b" base models line sim conformance reports cli | head -n 1))"
done
ok "$(comm -12 "$FK_TMP/cited" "$FK_TMP/named" | wc -l) cited rules are named by a test"
