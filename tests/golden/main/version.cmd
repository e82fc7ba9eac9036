"$FEIKONG" --version
