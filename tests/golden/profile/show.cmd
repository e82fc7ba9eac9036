"$FEIKONG" profile jilin | sed "s,  [^ ]*/scenarios/,  SCENARIOS/," | head -30
"$FEIKONG" profile jibei --lang zh | sed -n "3,6p"
