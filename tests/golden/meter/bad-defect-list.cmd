"$FEIKONG" meter --pty --defect bad-checksum,
