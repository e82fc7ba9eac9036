"$FEIKONG" conform run --help
