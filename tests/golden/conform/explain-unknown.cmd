"$FEIKONG" conform explain shown
