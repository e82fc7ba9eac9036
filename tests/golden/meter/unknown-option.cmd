"$FEIKONG" meter --pty --port 1
