"$FEIKONG" run "$GOLDEN/../story/small.yaml" --quiet --out a >/dev/null
"$FEIKONG" run "$GOLDEN/../story/small.yaml" --quiet --out b --set payments=none --set days=4 >/dev/null
"$FEIKONG" compare a b; echo "exit $?"
"$FEIKONG" compare a b/run.db --lang zh --exit-code; echo "exit $?"
"$FEIKONG" compare a a --exit-code | sed -n 1,8p; echo "exit ${PIPESTATUS[0]}"
