"$FEIKONG" conform verify --help
