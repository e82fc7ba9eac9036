"$FEIKONG" bill --tariff HV1 --energy 100000 --demand 500 --power-factor 0.90
