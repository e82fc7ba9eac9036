"$FEIKONG" bill --tariff HV1 --kva 3 --days 31/30
