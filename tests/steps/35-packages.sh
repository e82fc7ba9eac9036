# title: the package list and its documentation agree
# group: code
# quick: yes
# cores: 1
# seconds: 20
. tests/steps/lib.sh
documented() {
    grep -q "^|.*\`$1\`" docs/dependencies.md
}
listed() {
    grep -q "^$1 " tools/packages.txt
}
for name in $(sed -n 's/^\([a-z][^ ]*\) .*/\1/p' tools/packages.txt); do
    case_is "$name stands in docs/dependencies.md" documented "$name"
done
# Names in the first column of the tables.
for name in $(sed -n 's/^| \(`[^|]*\).*/\1/p' docs/dependencies.md | grep -o '`[^`]*`' | tr -d '`'); do
    case_is "$name stands in tools/packages.txt" listed "$name"
done
