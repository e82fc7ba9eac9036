# title: a hunt over drawn worlds finds nothing, and reaches what there is to reach
# group: hunt
# quick: no
# seconds: 110
# long_seconds: 1500
. tests/steps/lib.sh
# A minute of worlds, the same ones every day; how many is a matter of the machine. What was reached is
# judged from 10,000 worlds on, and the first 10,000 reach everything. --long goes on for 20 minutes.
seconds=60
[ "$FK_LONG" = 0 ] || seconds=1200
hunt() {
    "$FEIKONG" hunt --seeds 1-100000000 --seconds $seconds --jobs 2 --reach --out "$FK_TMP/found"
}
case_is "drawn worlds are clean, and reach what there is to reach" hunt
