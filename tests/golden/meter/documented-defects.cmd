# docs/virtual-meter.md lists the rules, profiles and defects of the program, in their order; prints the difference.
table() { # heading
    sed -n "/^## $1\$/,/^## /s/^| \`\([A-Za-z0-9_-]*\)\` | \(.*\) |\$/\1 | \2/p" "$ROOT/docs/virtual-meter.md"
}
diff <("$FEIKONG" meter --list-defects | sed -E 's/^([^ ]+) +/\1 | /') <(table Defects)
diff <("$FEIKONG" meter --list-profiles | sed -E 's/^([^ ]+) +/\1 | /') <(table Profiles)
diff <("$FEIKONG" meter --list-rules | sed -E 's/^([^ ]+) +([^ ]+) +/\1 | \2 | /') <(table Rules)
