"$FEIKONG" conform run --seed x
