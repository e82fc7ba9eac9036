"$FEIKONG" run s-04 --group 5x
