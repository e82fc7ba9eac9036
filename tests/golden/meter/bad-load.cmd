"$FEIKONG" meter --pty --load 8.555
