"$FEIKONG" conform run 7.1 --seed 5 --defect wrong-error-bit
