"$FEIKONG" bill --tariff SH --ytd 3000 --peak 200 --valley 100
