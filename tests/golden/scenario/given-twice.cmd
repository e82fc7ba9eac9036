cd "$GOLDEN" && "$FEIKONG" run given-twice.yaml
