"$FEIKONG" hunt --seeds 100 --quiet | head -1
