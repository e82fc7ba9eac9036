"$FEIKONG" --help >/dev/full
