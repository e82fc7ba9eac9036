"$FEIKONG" bill --tariff CQ --ytd 1492 --energy 16 --months-left 5 --more-quota 100
