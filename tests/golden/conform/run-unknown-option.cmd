"$FEIKONG" conform run --sed 1
