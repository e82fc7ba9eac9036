"$FEIKONG" run "$ROOT/scenarios/b0.yaml" --set sms.rte=100
