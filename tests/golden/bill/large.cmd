"$FEIKONG" bill --tariff HV1 --energy 100000 --kva 630 --power-factor 0.85 --lang zh
