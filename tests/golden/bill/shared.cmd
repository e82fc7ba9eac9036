"$FEIKONG" bill --tariff HE --shared --peak 3000 --valley 1000
