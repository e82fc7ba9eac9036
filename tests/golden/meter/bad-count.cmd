"$FEIKONG" meter --pty --address 999999999998 --count 2
"$FEIKONG" meter --pty --count 0
