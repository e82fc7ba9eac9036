"$FEIKONG" report --help
