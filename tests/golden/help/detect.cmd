"$FEIKONG" detect --help
