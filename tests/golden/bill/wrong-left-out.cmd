"$FEIKONG" bill --tariff CQ --energy 300 --days 10/30
echo "exit $?"
"$FEIKONG" bill --tariff HV1 --energy 300 --pf-standard 0.85
echo "exit $?"
"$FEIKONG" bill --tariff JS --peak 450
echo "exit $?"
"$FEIKONG" bill --tariff JS --valley 450
echo "exit $?"
"$FEIKONG" bill --tariff HV1 --peak 5
