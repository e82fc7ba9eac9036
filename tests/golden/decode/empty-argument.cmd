"$FEIKONG" decode ""
