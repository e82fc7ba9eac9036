echo taken >result
"$FEIKONG" conform run --out result
"$FEIKONG" conform run --out no/such/folder
