"$FEIKONG" conform run 7.1 nothing-here
