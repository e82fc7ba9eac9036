cd "$GOLDEN" && "$FEIKONG" run wrong-unit.yaml
