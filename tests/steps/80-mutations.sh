# title: mutations: breaking a rule in the code makes a test fail (those of scenarios and every thirtieth other, all with --long)
# group: scenarios
# quick: no
# seconds: 900
# long_seconds: 2400
[ "$FK_LONG" = 1 ] || export FK_EVERY=30
bash tests/mutations/run.sh
