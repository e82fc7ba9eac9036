"$FEIKONG" meter --list-profiles --lang zh
"$FEIKONG" meter --list-rules --lang zh | sed -n 1,3p
"$FEIKONG" meter --lang zh --list-defects | tail -n 2
