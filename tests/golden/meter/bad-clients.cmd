"$FEIKONG" meter --pty --clients 2
"$FEIKONG" meter --listen 127.0.0.1:0 --clients 17
