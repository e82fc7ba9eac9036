"$FEIKONG" conform run --port tcp:127.0.0.1:1
