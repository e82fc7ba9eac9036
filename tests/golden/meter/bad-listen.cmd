"$FEIKONG" meter --listen 127.0.0.1
