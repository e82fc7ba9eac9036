"$FEIKONG" conform list
