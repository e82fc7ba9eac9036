# The interface of payments stays down until the end.
"$FEIKONG" run s-08 --quiet --set days=2 --set "faults.0.to=D3 00:00" --what-if --out r >/dev/null
"$FEIKONG" report r RPT-05 --customer 0
"$FEIKONG" report r layers --csv | cut -d, -f2,6,8-11 | sort | uniq -c | sort -n
"$FEIKONG" report r money --customer 0 --lang zh
"$FEIKONG" report r exceptions --customer 100
"$FEIKONG" report r notices --customer 900
"$FEIKONG" report r orders --customer 900
