"$FEIKONG" meter --list-defects
