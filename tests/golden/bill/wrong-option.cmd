"$FEIKONG" bill --tarif CQ
