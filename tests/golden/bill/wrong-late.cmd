"$FEIKONG" bill --arrears 166.00
echo "exit $?"
"$FEIKONG" bill --late-days 10
echo "exit $?"
"$FEIKONG" bill --arrears 166.00 --late-days 10 --tariff CQ
echo "exit $?"
"$FEIKONG" bill --arrears 0 --late-days 10
echo "exit $?"
"$FEIKONG" bill --arrears 166.00 --late-days 3661
echo "exit $?"
