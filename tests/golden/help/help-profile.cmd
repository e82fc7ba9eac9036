"$FEIKONG" help profile
