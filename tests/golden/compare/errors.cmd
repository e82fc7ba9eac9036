"$FEIKONG" run "$GOLDEN/../story/small.yaml" --quiet --out a >/dev/null
"$FEIKONG" compare; echo "exit $?"
"$FEIKONG" compare a; echo "exit $?"
"$FEIKONG" compare a b c; echo "exit $?"
"$FEIKONG" compare a none; echo "exit $?"
"$FEIKONG" compare a a/report.html; echo "exit $?"
"$FEIKONG" compare a/report.html a; echo "exit $?"
"$FEIKONG" compare a a --jsn; echo "exit $?"
"$FEIKONG" compare a a --out; echo "exit $?"
"$FEIKONG" compare a a --out a/report.html/x --json >/dev/null; echo "exit $?"
cp a/run.db old.db
printf '\1' | dd of=old.db bs=1 seek=63 conv=notrunc 2>/dev/null
"$FEIKONG" compare a old.db; echo "exit $?"
