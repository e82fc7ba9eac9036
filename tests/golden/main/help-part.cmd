"$FEIKONG" help conform run
