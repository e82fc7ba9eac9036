"$FEIKONG" question | sed 's/  \[.*//' | head -n 30
"$FEIKONG" question --lang zh | sed 's/  \[.*//' | tail -n 14
"$FEIKONG" question --csv | cut -d, -f1-5 | sed -n '1p; 10,12p; 40p; 85,87p'
