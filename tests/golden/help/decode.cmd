"$FEIKONG" decode --help
