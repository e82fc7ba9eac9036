cd "$GOLDEN" && "$FEIKONG" run missing-key.yaml
