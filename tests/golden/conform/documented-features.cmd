# Every feature that a test needs stands in docs/device-file.md; prints those that do not.
"$FEIKONG" conform list --json | grep -o '"features":\[[^]]*\]' | tr -d '[]"' | sed 's/features://' | tr ',' '\n' | sort -u |
    while read -r feature; do
        [ -z "$feature" ] || grep -q "^| \`$feature\` |" "$ROOT/docs/device-file.md" || echo "$feature"
    done
