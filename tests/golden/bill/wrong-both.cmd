"$FEIKONG" bill --tariff HE --energy 3 --peak 4
