"$FEIKONG" bill --tariff GS --energy 3 --months-left 3
