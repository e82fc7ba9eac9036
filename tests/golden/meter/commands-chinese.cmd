"$FEIKONG" meter --list-commands --lang zh
