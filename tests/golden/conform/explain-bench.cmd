"$FEIKONG" conform explain dlt645/7.3/2-wrong-password
"$FEIKONG" conform explain within-window
