"$FEIKONG" bill --tariff
