# The table in docs/virtual-meter.md names the defects of the program, in their order; prints the difference.
diff <("$FEIKONG" meter --list-defects | tr -s ' ') \
    <(sed -n 's/^| `\([a-z][a-z-]*\)` | \(.*\) |$/\1 \2/p' "$ROOT/docs/virtual-meter.md")
