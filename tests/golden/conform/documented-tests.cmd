# The table of tests in docs/conformance.md is that of the program; prints the difference.
diff <("$FEIKONG" conform list | tr -s ' ') \
    <(sed -n 's/^| `\(dlt645[^`]*\)` | \([a-z]*\) | \(.*\) |$/\1 \2 \3/p' "$ROOT/docs/conformance.md")
