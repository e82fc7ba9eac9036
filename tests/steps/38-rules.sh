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
    case_is "a bill shows TR-6" row TR-6 'step `30-golden` bill/months-left'
    case_is "a range of rules names those within" row R-34 '`models/meter/relay.h`'
}
# Nothing is left out.
none_open() { # column of the page
    local left
    left=$(awk -F ' [|] ' -v column="$1" '/^\| [A-Z]/ && $column ~ /^-( \|)?$/ { print substr($1, 3) }' docs/rules.md)
    [ -z "$left" ] || {
        echo "$left"
        return 1
    }
}
case_is "every rule has a place in the code" none_open 3
case_is "every rule has a test" none_open 4
case_is "every rule has a scenario that shows it, or a step" none_open 5
steps_are_there() {
    local step
    awk -F ' [|] ' '!/^#/ && NF > 2 { print $3 }' tools/rules.txt | while read -r step golden _; do
        [ -f "tests/steps/$step.sh" ] || echo "no step $step"
        [ "$step" != 30-golden ] || [ -f "tests/golden/$golden.cmd" ] || echo "no golden text $golden"
    done >"$FK_TMP/missing"
    [ ! -s "$FK_TMP/missing" ] || {
        cat "$FK_TMP/missing"
        return 1
    }
}
case_is "the steps of tools/rules.txt are there" steps_are_there

# A rule that nobody knows is found; and a comment in a scenario shows nothing: an expectation does, by its source.
mkdir -p "$FK_TMP/tree/docs"
cp -r base protocol models line sim reports cli scenarios tools "$FK_TMP/tree"
mkdir -p "$FK_TMP/tree/tests"
cp -r tests/unit tests/steps "$FK_TMP/tree/tests"
printf '/* R-%s */\n' 99 >>"$FK_TMP/tree/base/err.h"
sed -i -E '/^ +source/s/R-13/S-5/g; $s/$/\n# R-13/' "$FK_TMP"/tree/scenarios/s-*.yaml
"$FK_TMP/tree/tools/rules.sh" >"$FK_TMP/page" 2>"$FK_TMP/said" || true
case_is "a rule that tools/rules.txt does not have is refused" grep -q 'base/err.h cites R-99' "$FK_TMP/said"
case_is "a rule that no expectation names is not shown" grep -qE '^\| R-13 \|.*\| - \|$' "$FK_TMP/page"
