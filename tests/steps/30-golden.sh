# title: golden tests of the command line
# group: code
# quick: yes
# seconds: 120
bash tests/golden/run.sh
