cd "$GOLDEN" && "$FEIKONG" run syntax.yaml
