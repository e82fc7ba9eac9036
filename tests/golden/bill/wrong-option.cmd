"$FEIKONG" bill --colour red
