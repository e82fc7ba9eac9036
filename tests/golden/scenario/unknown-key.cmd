cd "$GOLDEN" && "$FEIKONG" run unknown-key.yaml
