"$FEIKONG" report
"$FEIKONG" report nowhere 4
"$FEIKONG" run s-14 --quiet --set days=2 --set recording=summary --what-if --out r >/dev/null
"$FEIKONG" report r daze
"$FEIKONG" report r nonsense
"$FEIKONG" report r 13
"$FEIKONG" report r RPT-11
"$FEIKONG" report r orders
"$FEIKONG" report r days --customer 1
"$FEIKONG" report r orders --customer x
"$FEIKONG" report r days --lang de
"$FEIKONG" report r days --frist
"$FEIKONG" report r days extra
echo "days of a summary: $("$FEIKONG" report r days --csv | wc -l) lines"
"$FEIKONG" report r strategies --lang zh
"$FEIKONG" report r layers --area 0
"$FEIKONG" report r layers --area 1 --line 1
"$FEIKONG" report r days --book 1
