"$FEIKONG" story --help
