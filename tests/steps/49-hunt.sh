# title: a hunt over drawn worlds finds nothing, and reaches what there is to reach
# group: hunt
# quick: no
# seconds: 110
# long_seconds: 1500
. tests/steps/lib.sh
# The same worlds every day: 22,000, about a minute of two processors. What was reached is judged from
# 10,000 worlds on, and the first 10,000 reach everything. --long goes on for 20 minutes.
seconds=100
seeds=1-22000
[ "$FK_LONG" = 0 ] || seconds=1200 seeds=1-100000000
hunt() {
    "$FEIKONG" hunt --seeds $seeds --seconds $seconds --jobs 2 --reach --out "$FK_TMP/found"
}
case_is "drawn worlds are clean, and reach what there is to reach" hunt
