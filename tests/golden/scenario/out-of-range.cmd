cd "$GOLDEN" && "$FEIKONG" run out-of-range.yaml
