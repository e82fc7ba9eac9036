# title: functions stay short, cppcheck is clean
# quick: yes
# seconds: 60
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
