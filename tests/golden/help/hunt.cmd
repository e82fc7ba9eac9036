"$FEIKONG" hunt --help
