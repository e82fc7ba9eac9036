"$FEIKONG" hunt --show 7 >world.yaml
"$FEIKONG" hunt --show 7 --policy "$ROOT/scenarios/profiles/jibei.yaml" | grep -A 8 '^policy:'
"$FEIKONG" run world.yaml --quiet | grep -o 'World 7 of the hunt'
