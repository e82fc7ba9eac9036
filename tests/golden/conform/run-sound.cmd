"$FEIKONG" conform run 7.1
