"$FEIKONG" bill --tariff HV1 --energy 1000 --more-quota 5; "$FEIKONG" bill --tariff HV1 --energy 1000 --kvarh 5 --power-factor 0.9
