"$FEIKONG" meter --pty --load 8 --energy 15.99
