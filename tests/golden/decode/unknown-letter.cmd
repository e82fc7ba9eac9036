"$FEIKONG" decode -xy
