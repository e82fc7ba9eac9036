"$FEIKONG" run s-04 --set days = 5
echo "exit $?"
"$FEIKONG" run s-04 s-56 --day 9 --out out
