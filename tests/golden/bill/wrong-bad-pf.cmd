"$FEIKONG" bill --tariff HV1 --energy 3 --power-factor 1.01
