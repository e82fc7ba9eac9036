"$FEIKONG" meter --pty --tariffs=64
