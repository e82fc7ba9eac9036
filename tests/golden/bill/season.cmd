"$FEIKONG" bill --tariff GD --energy 650 --base 0.64 --date 2026-07-01 --json
