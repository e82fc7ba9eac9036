"$FEIKONG" bill --tariff CQ --ytd 2300 --energy 300
