"$FEIKONG" meter --pty --address 16A
