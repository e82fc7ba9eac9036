"$FEIKONG" meter --pty --listen 127.0.0.1:0
