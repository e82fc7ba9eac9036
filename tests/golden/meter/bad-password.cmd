"$FEIKONG" meter --pty --password-02 12345
