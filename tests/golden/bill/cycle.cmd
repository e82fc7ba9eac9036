"$FEIKONG" bill --tariff GS --energy 500 --cycle-months 2 --json
