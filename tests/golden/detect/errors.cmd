"$FEIKONG" run s-14 --quiet --set days=2 --what-if --out r >/dev/null
"$FEIKONG" detect
"$FEIKONG" detect nowhere
"$FEIKONG" detect r
"$FEIKONG" detect r extra
"$FEIKONG" detect r --customer x
"$FEIKONG" detect r --customer 50
"$FEIKONG" detect r --lang de
"$FEIKONG" detect r --cvs
"$FEIKONG" run s-14 --quiet --set days=2 --set recording=full --what-if --out f >/dev/null
"$FEIKONG" detect f
"$FEIKONG" detect f --lang zh
"$FEIKONG" detect f --csv
