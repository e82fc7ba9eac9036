"$FEIKONG" help detect
