"$FEIKONG" bill --tariff CQ 300
