"$FEIKONG" conform explain --help
