"$FEIKONG" help help me
