"$FEIKONG" decode 68 11 11 11 11 11 11 68 9C 00 D2 16 >/dev/full
