for lang in en zh; do
    "$FEIKONG" run s-04 --set recording=summary --quiet --lang $lang >out
    echo "exit $?"
    grep -E '^  (note|说明)' out
done
"$FEIKONG" run s-04 --set "policy.overdraft=50 CNY" --quiet --lang en | grep '^  note'
for lang in en zh; do
    "$FEIKONG" run s-34 --set "policy.reminder=20 CNY" --set "policy.overdraft=10 CNY" \
        --set "policy.second_warning=40 CNY" --quiet --lang $lang | grep -E '^  (note|说明)'
done
