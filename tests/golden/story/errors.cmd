"$FEIKONG" run "$GOLDEN/small.yaml" --quiet --out r >/dev/null
"$FEIKONG" run "$GOLDEN/small.yaml" --quiet --out s --set recording=summary >/dev/null
"$FEIKONG" story r 2; echo "exit $?"
"$FEIKONG" story r -1; echo "exit $?"
"$FEIKONG" story r 0x1; echo "exit $?"
"$FEIKONG" story r; echo "exit $?"
"$FEIKONG" story s 0; echo "exit $?"
"$FEIKONG" story none 0; echo "exit $?"
"$FEIKONG" story r/report.html 0; echo "exit $?"
"$FEIKONG" story . 0; echo "exit $?"
"$FEIKONG" story r 0 --out; echo "exit $?"
"$FEIKONG" story r 0 --outt x; echo "exit $?"
"$FEIKONG" story r 0 --lang fr; echo "exit $?"
"$FEIKONG" story r 1 --out r/report.html/x | tail -n 1; echo "exit ${PIPESTATUS[0]}"
