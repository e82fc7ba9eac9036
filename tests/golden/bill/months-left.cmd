"$FEIKONG" bill --tariff SN --energy 1000 --months-left 5 --json
