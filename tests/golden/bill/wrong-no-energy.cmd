"$FEIKONG" bill --tariff CQ
