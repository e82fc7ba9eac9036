"$FEIKONG" help conform
