"$FEIKONG" question --help
