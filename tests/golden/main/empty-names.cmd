for option in --out --junit --checkpoint-dir --from; do
    "$FEIKONG" run s-04 $option ""
    echo "exit $?"
done
"$FEIKONG" hunt --out ""
echo "exit $?"
"$FEIKONG" conform run --out ""
