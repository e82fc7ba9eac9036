printf 'after,kw\n0:00,3\n0:00,6\n' >curve.csv
"$FEIKONG" meter --pty --replay curve.csv
echo "exit $?"
"$FEIKONG" meter --pty --replay none.csv
echo "exit $?"
"$FEIKONG" meter --pty --speed 86401
