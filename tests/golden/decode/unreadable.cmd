"$FEIKONG" decode <.
