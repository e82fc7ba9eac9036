"$FEIKONG" conform run --port
