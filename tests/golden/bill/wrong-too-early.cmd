"$FEIKONG" bill --tariff CQ --date 2012-06-30 --energy 3
