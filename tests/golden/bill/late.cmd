# V28, V29, V30: 166 x 0.001 x 10 = 1.66; 80 x 0.001 x 5 = 0.40, at least 1.00; 10,000 x (0.002 x 20 + 0.003 x 5) = 550.
"$FEIKONG" bill --arrears 166.00 --late-days 10
"$FEIKONG" bill --arrears 80.00 --late-days 5 --lang zh
"$FEIKONG" bill --arrears 10000.00 --late-days 20 --earlier-days 5 --other --json
