"$FEIKONG" bill --tariff HV1 --energy 1000 --demand 500 --days 1/31 --kvarh 450
