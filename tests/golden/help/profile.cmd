"$FEIKONG" profile --help
