"$FEIKONG" decode </dev/null
