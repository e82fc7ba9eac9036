"$FEIKONG" conform explain trip-opens --lang zh
