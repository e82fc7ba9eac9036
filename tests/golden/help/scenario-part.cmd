"$FEIKONG" help scenario hours
