# docs/virtual-meter.md lists the commands of the program, in their order; prints the difference.
diff <("$FEIKONG" meter --list-commands | sed -E 's/  .*//') <(
    sed -n '/^## Commands while it runs$/,/^## /s/^| `\([^`]*\)` | .*/\1/p' "$ROOT/docs/virtual-meter.md" | tr -d '\\')
