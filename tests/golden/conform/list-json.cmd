"$FEIKONG" conform list 7.2 --json
