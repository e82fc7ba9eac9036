cd "$GOLDEN" && "$FEIKONG" run fault-order.yaml
