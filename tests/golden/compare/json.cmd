"$FEIKONG" run "$GOLDEN/../story/small.yaml" --quiet --out a >/dev/null
"$FEIKONG" run "$GOLDEN/../story/small.yaml" --quiet --out b --set payments=none --set recording=summary >/dev/null
"$FEIKONG" compare a b --json | sed "s|$GOLDEN/|GOLDEN/|"
