"$FEIKONG" profile --lang zh
