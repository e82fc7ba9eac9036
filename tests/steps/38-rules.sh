# title: docs/rules.md says where each rule is done, tested and shown
# group: code
# quick: yes
# cores: 1
# seconds: 20
. tests/steps/lib.sh
up_to_date() {
    tools/rules.sh >"$FK_TMP/rules.md" && diff docs/rules.md "$FK_TMP/rules.md" && return 0
    echo "after a look at the difference: tools/rules.sh >docs/rules.md"
    return 1
}
case_is "docs/rules.md is what tools/rules.sh makes of the sources" up_to_date
row() { # rule, what must stand in its row
    grep -q "^| $1 |.*$2" docs/rules.md
}
# One of each column, as a reader would find it.
# shellcheck disable=SC2016
{
    case_is "R-13 is done in customer.c" row R-13 '`models/feecontrol/customer.c` on_notice_over'
    case_is "a test of TR-9 has a name" row TR-9 '`test_tariff` [a-z]'
    case_is "s-05 shows the second check" row R-13 '`s-05`'
    case_is "a range of rules names those within" row R-34 '`models/meter/relay.h`'
}
count=$(sed -n 's/^\([0-9]*\) of [0-9]* rules have a place in the code[.]$/\1/p' docs/rules.md)
case_is "$count rules have a place in the code, at least 90" test "${count:-0}" -ge 90

# A rule that nobody knows is found.
mkdir -p "$FK_TMP/tree/docs"
cp -r base protocol models line sim reports cli scenarios tools "$FK_TMP/tree"
mkdir -p "$FK_TMP/tree/tests"
cp -r tests/unit tests/steps "$FK_TMP/tree/tests"
printf '/* R-%s */\n' 99 >>"$FK_TMP/tree/base/err.h"
refuses() {
    "$FK_TMP/tree/tools/rules.sh" 2>&1 >/dev/null | grep -q 'base/err.h cites R-99'
}
case_is "a rule that tools/rules.txt does not have is refused" refuses
