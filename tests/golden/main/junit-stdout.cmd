"$FEIKONG" conform run 5.2.1/1 --port sim: --junit /dev/stdout 2>/dev/null | head -1
"$FEIKONG" run "$ROOT/scenarios/s-56.yaml" --quiet --junit /dev/stdout 2>/dev/null | head -1
"$FEIKONG" run "$ROOT/scenarios/s-56.yaml" --quiet --junit /dev/fd/1 2>/dev/null | grep -c expectations
