"$FEIKONG" bill --tariff GD --energy 3
