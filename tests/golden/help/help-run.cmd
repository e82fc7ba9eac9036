"$FEIKONG" help run
