"$FEIKONG" hepl
