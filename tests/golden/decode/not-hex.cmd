"$FEIKONG" decode 68 6x
