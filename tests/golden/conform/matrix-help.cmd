"$FEIKONG" conform matrix --help
