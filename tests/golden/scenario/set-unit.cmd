"$FEIKONG" run "$ROOT/scenarios/b0.yaml" --set policy.overdraft=-20
