"$FEIKONG" help scenario qqqqqq
