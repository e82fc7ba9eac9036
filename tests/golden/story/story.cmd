"$FEIKONG" run "$GOLDEN/small.yaml" --quiet --out r >/dev/null
"$FEIKONG" story r 0
"$FEIKONG" story r/run.db 1 --lang zh
