"$FEIKONG" help scenario a b
