"$FEIKONG" help report
