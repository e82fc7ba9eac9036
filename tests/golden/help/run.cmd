"$FEIKONG" run --help
