"$FEIKONG" meter --help
