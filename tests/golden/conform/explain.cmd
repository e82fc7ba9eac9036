"$FEIKONG" conform explain trip-opens
