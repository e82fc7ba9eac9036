"$FEIKONG" run s-14 --quiet --set days=2 --what-if --out r >/dev/null
"$FEIKONG" report r
"$FEIKONG" report r days --csv
"$FEIKONG" report r 1 --customer 7
"$FEIKONG" report r customers --customer 7 --csv
"$FEIKONG" report r layers
"$FEIKONG" report r capacity --lang zh
"$FEIKONG" report r strategies
"$FEIKONG" report r 1 --customer 50
