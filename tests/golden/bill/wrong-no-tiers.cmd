"$FEIKONG" bill --tariff HV1 --energy 3 --ytd 5
