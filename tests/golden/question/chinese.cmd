"$FEIKONG" question 24 76 --lang zh --quiet | sed 's/指纹 [0-9a-f]*/指纹 ./'
