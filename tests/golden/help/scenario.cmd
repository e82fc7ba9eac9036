"$FEIKONG" help scenario
