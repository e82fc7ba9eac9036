# title: a hunt over drawn worlds finds nothing, and reaches what there is to reach
# quick: no
# seconds: 120
# long_seconds: 1500
. tests/steps/lib.sh
seconds=60
[ "$FK_LONG" = 0 ] || seconds=1200
hunt() {
    "$FEIKONG" hunt --seeds 1-10000000 --jobs 2 --seconds $seconds --reach --out "$FK_TMP/found"
}
case_is "$seconds s of drawn worlds are clean, and reach what there is to reach" hunt
