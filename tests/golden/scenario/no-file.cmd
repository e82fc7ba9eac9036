"$FEIKONG" run not-there.yaml
