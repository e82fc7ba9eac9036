"$FEIKONG" help hlep
