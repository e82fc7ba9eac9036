"$FEIKONG" bill --tariff HV1 --kva 630 --days 10/30
