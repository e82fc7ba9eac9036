# title: mutations: breaking a rule in the code makes a test fail
# group: scenarios
# quick: no
# seconds: 600
bash tests/mutations/run.sh
