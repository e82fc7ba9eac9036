"$FEIKONG" meter --serial /dev/ttyNONE
