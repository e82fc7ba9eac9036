"$FEIKONG" help question
