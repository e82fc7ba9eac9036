# title: golden tests of the command line
# group: code
# quick: yes
# cores: 1
# seconds: 120
bash tests/golden/run.sh
