"$FEIKONG" bill --tariff js --ytd 4460 --peak 450 --valley 650 --rounding line
