"$FEIKONG" conform --help
