cd "$GOLDEN" && "$FEIKONG" run no-parent.yaml
