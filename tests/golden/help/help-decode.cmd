"$FEIKONG" help decode
