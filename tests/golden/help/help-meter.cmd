"$FEIKONG" help meter
