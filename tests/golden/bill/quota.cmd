"$FEIKONG" bill --tariff JS --energy 2000 --quota 1380,2400
