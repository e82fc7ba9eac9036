cd "$GOLDEN" && "$FEIKONG" run unknown-group.yaml
