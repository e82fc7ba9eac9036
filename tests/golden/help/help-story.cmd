"$FEIKONG" help story
