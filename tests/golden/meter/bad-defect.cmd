"$FEIKONG" meter --pty --defect bad-checksum,no-such
