"$FEIKONG" meter --pty --gap 601
"$FEIKONG" meter --pty --bit-errors 1000001
"$FEIKONG" meter --pty --wakes 17
