"$FEIKONG" help compare
