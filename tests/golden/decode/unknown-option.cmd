"$FEIKONG" decode --jsno 68
