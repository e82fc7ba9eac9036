cd "$GOLDEN" && "$FEIKONG" run expectation.yaml
