for lang in en zh; do
    "$FEIKONG" run s-04 --set recording=summary --quiet --lang $lang >out
    echo "exit $?"
    grep -E '^  (note|说明)' out
done
"$FEIKONG" run s-04 --set "policy.overdraft=50 CNY" --quiet --lang en | grep '^  note'
