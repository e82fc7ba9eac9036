"$FEIKONG" meter --listen
