"$FEIKONG" conform rum
