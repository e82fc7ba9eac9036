"$FEIKONG" help
