# title: docs/rows.md says which unit test names each row of the protocol's facts
# group: code
# quick: yes
# cores: 1
# seconds: 20
. tests/steps/lib.sh
up_to_date() {
    tools/rows.sh >"$FK_TMP/rows.md" && diff docs/rows.md "$FK_TMP/rows.md" && return 0
    echo "after a look at the difference: tools/rows.sh >docs/rows.md"
    return 1
}
case_is "docs/rows.md is what tools/rows.sh makes of the rows and the tests" up_to_date
case_is "no row stands twice" test -z "$(sed -n 's/^\([0-9][^ ]*\) |.*/\1/p' tools/protocol_rows.txt | sort | uniq -d)"
case_is "at least 290 rows are named by a test" test "$(grep -c '^| [0-9].*`test_' docs/rows.md)" -ge 290
# A test that names a row that is none is found.
copy=$FK_TMP/copy
mkdir -p "$copy/tests/unit/protocol" "$copy/tests/unit/line" "$copy/tools"
cp tools/rows.sh tools/protocol_rows.txt "$copy/tools/"
echo '/* row 2.1-99 */' >"$copy/tests/unit/protocol/test_none.c"
wrong_row() {
    ! "$copy/tools/rows.sh" >/dev/null 2>"$FK_TMP/why" && grep -q 'row 2.1-99, which is none' "$FK_TMP/why"
}
case_is "a row that is none is found" wrong_row
