"$FEIKONG" meter --pty --delay 19
