# Every option of run stands in docs/conformance.md; prints those that do not.
"$FEIKONG" conform run --help | grep -o '^  --[a-z]*' | tr -d ' ' | while read -r option; do
    [ "$option" = --help ] || grep -q -e "\`$option" "$ROOT/docs/conformance.md" || echo "$option"
done
