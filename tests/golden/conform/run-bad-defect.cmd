"$FEIKONG" conform run --defect no-such
