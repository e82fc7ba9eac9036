"$FEIKONG" conform run 7.1 --out result >/dev/null
sed -i 's/"at":230,/"at":231,/' result/trace.jsonl
"$FEIKONG" conform verify result
"$FEIKONG" conform verify nothing
