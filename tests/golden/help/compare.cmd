"$FEIKONG" compare --help
