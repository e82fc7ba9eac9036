# Fifty customers, of whom one is cut on D1: his control line is open (S-18). The house of another is dark from D1 on.
"$FEIKONG" run "$GOLDEN/small.yaml" --quiet --out r >/dev/null
"$FEIKONG" detect r
"$FEIKONG" detect r --lang zh
"$FEIKONG" detect r --csv --customer 0
"$FEIKONG" detect r --customer 7
