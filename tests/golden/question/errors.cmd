"$FEIKONG" question 101
echo "exit $?"
"$FEIKONG" question 0 || echo "exit $?"
"$FEIKONG" question 39 x || echo "exit $?"
"$FEIKONG" question -- -1 || echo "exit $?"
"$FEIKONG" question --csv 39 || echo "exit $?"
"$FEIKONG" question --lang || echo "exit $?"
"$FEIKONG" question 9 --lang de || echo "exit $?"
"$FEIKONG" question --frist
