"$FEIKONG" meter --address 161
