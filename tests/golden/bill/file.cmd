"$FEIKONG" bill --tariff "$ROOT/scenarios/tariffs/hb.yaml" --ytd 2000 --energy 3000
