"$FEIKONG" run s04
"$FEIKONG" run S-4
"$FEIKONG" run scenarios/s-04.yaml
"$FEIKONG" run s-04.yaml
"$FEIKONG" bill --tariff tariffs/CQ.yaml --energy 1
"$FEIKONG" bill --tariff CX --energy 1
