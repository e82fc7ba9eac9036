"$FEIKONG" hunt --seeds 9-1; echo "exit $?"
"$FEIKONG" hunt --seeds x; echo "exit $?"
"$FEIKONG" hunt --jobs 0; echo "exit $?"
"$FEIKONG" hunt --reach; echo "exit $?"
"$FEIKONG" hunt --policy none.yaml 2>errors; echo "exit $?"
sed 's/; nor is it in scenarios, .*/; nor is it in scenarios, .../' errors >&2
"$FEIKONG" hunt --policy "$ROOT/scenarios/tariffs/cq.yaml" 2>errors; echo "exit $?"
sed "s|$ROOT/||" errors >&2
"$FEIKONG" hunt --sedes 1; echo "exit $?"
"$FEIKONG" hunt --out; echo "exit $?"
"$FEIKONG" hunt world; echo "exit $?"
