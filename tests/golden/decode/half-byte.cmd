printf "68 6 1" | "$FEIKONG" decode --json
