"$FEIKONG" help scenario faults.3.share
