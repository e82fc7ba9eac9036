"$FEIKONG" meter --pty --phases 2
