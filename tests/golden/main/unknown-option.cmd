"$FEIKONG" --frobnicate
