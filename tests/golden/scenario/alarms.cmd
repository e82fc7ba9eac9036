# Where one amount stands alone, the other is the usual one.
"$FEIKONG" run s-01-pay --set "local.alarm_1=0.01 CNY"
echo "exit $?"
"$FEIKONG" run s-01-pay --set "local.alarm_2=5000.00 CNY"
echo "exit $?"
mkfifo pipe
"$FEIKONG" profile ./pipe
echo "exit $?"
