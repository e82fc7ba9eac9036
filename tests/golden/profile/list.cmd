"$FEIKONG" profile
