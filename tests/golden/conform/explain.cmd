"$FEIKONG" conform explain trip-opens
"$FEIKONG" conform explain 5.3.3/1 | head -n 1
