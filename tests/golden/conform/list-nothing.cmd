"$FEIKONG" conform list nothing-here
