"$FEIKONG" conform
