"$FEIKONG" bill --tariff CQ --energy 3 --quota 5,5
