"$FEIKONG" hunt --seeds 1-20 --policy "$ROOT/scenarios/profiles/jibei.yaml" --quiet | sed 's/ in .*/ in TIME/'
