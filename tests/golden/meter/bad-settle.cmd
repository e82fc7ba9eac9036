"$FEIKONG" meter --pty --settle 60001
