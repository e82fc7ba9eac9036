"$FEIKONG" run "$GOLDEN/small.yaml" --quiet --out r --set "faults=[{kind: meter-unreadable, from: D1 00:00, to: D2 00:00, who: {group: G1}}]" >/dev/null
"$FEIKONG" story r 0 | grep -c unreadable
"$FEIKONG" story r 1 | grep unreadable
