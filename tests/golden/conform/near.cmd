"$FEIKONG" conform explain trip-open
echo "exit $?"
"$FEIKONG" conform run trip-open
echo "exit $?"
"$FEIKONG" conform run --defect no-alarm,permit-close
echo "exit $?"
"$FEIKONG" meter --pty --defect permit-close
