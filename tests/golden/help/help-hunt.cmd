"$FEIKONG" help hunt
