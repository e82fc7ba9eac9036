"$FEIKONG" --help
