"$FEIKONG" meter --pty extra
