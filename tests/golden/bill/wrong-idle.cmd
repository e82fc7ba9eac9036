# Options that would change nothing are refused.
"$FEIKONG" bill --tariff JS --peak 2 --valley 3 --base 0.5
echo "exit $?"
"$FEIKONG" bill --tariff HE --energy 300 --shared --base 0.3
echo "exit $?"
"$FEIKONG" bill --tariff HE --energy 300 --shared --months-left 3
echo "exit $?"
