printf "68 61\n01 0x02\n" | "$FEIKONG" decode
