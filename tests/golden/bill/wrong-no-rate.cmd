"$FEIKONG" bill --tariff CQ --peak 3 --valley 3
