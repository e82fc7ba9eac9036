"$FEIKONG" conform list --help
