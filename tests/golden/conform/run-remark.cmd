"$FEIKONG" conform run glued-requests --defect one-request
