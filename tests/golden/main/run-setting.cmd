cd "$ROOT" && "$FEIKONG" run s-04 days=2
