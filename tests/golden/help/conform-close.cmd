"$FEIKONG" conform close --help
