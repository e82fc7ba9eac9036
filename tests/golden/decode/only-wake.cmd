"$FEIKONG" decode FE FE FE
