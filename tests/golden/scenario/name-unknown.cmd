"$FEIKONG" run s-99
