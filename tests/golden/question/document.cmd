"$FEIKONG" question 64
"$FEIKONG" question 95 --lang zh
