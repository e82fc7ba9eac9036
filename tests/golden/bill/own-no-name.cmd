printf 'tariff: {versions: [{from: 2026-01-01, single: 0.50 CNY/kWh}]}\n' >own.yaml
"$FEIKONG" bill --tariff own.yaml --energy 100
printf 'tariff: {place: Nowhere, versions: [{from: 2026-01-01, single: 0.50 CNY/kWh}]}\n' >own.yaml
"$FEIKONG" bill --tariff own.yaml --energy 100 --lang zh
