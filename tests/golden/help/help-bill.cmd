"$FEIKONG" help bill
