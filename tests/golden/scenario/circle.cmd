cd "$GOLDEN" && "$FEIKONG" run circle.yaml
