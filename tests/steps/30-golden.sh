# title: golden tests of the command line
# quick: yes
# seconds: 120
bash tests/golden/run.sh
