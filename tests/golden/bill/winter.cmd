"$FEIKONG" bill --tariff GD --energy 450 --date 2026-01-31 --json
