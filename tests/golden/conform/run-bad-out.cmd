echo taken >result
"$FEIKONG" conform run --out result
"$FEIKONG" conform run --out no/such/folder
"$FEIKONG" conform run --junit no/such/junit.xml
"$FEIKONG" conform run --out new --defect no-such
ls
