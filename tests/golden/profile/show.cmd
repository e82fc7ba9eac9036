"$FEIKONG" profile jilin | sed "s,  [^ ]*/scenarios/,  SCENARIOS/," | head -30
"$FEIKONG" profile csg --lang zh | sed -n "3,5p"
