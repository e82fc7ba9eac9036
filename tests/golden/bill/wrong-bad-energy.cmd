"$FEIKONG" bill --tariff CQ --energy 3.123
