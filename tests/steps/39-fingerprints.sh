# title: the fingerprint of every scenario is known
# group: code
# quick: yes
# cores: 1
# seconds: 20
. tests/steps/lib.sh
# What they are compared with: tests/steps/40-scenarios.sh. Written anew by
# build/feikong run scenarios/ --quiet --fingerprints tests/fingerprints.txt --bless
while read -r file _; do
    case $file in '' | '#'*) continue ;; esac
    id=$(sed -n 's/^id: *//p' "$file")
    case_is "tests/fingerprints.txt has $id" grep -qE "^$id [0-9a-f]{16}\$" tests/fingerprints.txt
done <tests/scenarios.txt
ids=$(sed -n 's/^id: *//p' scenarios/*.yaml)
for id in $(sed -n 's/^\([^# ]*\) .*/\1/p' tests/fingerprints.txt); do
    case_is "$id of tests/fingerprints.txt is a scenario" grep -qxF -e "$id" <<<"$ids"
done
