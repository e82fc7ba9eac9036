"$FEIKONG" frobnicate
