"$FEIKONG" run "$GOLDEN/small.yaml" --quiet --out r --set recording=full >/dev/null
"$FEIKONG" story r 0 --lang zh
