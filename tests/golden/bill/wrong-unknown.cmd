"$FEIKONG" bill --tariff XX --energy 3
