"$FEIKONG" bill --energy 3
