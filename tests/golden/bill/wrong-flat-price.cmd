cd "$ROOT" && "$FEIKONG" bill --tariff scenarios/b0.yaml --energy 3
