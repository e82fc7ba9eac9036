"$FEIKONG" conform run --defect permit-closes --out result >/dev/null
echo "exit $?"
ls result
"$FEIKONG" conform verify result
"$FEIKONG" conform verify result/trace.jsonl
