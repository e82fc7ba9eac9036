"$FEIKONG" bill --help
