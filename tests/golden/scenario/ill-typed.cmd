cd "$GOLDEN" && "$FEIKONG" run ill-typed.yaml
