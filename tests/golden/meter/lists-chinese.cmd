"$FEIKONG" meter --list-profiles --lang zh
"$FEIKONG" meter --list-rules --lang zh | head -n 3
"$FEIKONG" meter --lang zh --list-defects | tail -n 2
