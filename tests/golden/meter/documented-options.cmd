# Every option of --help stands in docs/virtual-meter.md; prints those that do not.
"$FEIKONG" meter --help | grep -o '^  --[a-z0-9-]*' | tr -d ' ' | while read -r option; do
    [ "$option" = --help ] || grep -q -e "\`$option" "$ROOT/docs/virtual-meter.md" || echo "$option"
done
