# title: a hunt over drawn worlds finds nothing, and reaches what there is to reach
# group: hunt
# quick: no
# seconds: 240
# long_seconds: 1500
. tests/steps/lib.sh
# The same worlds every day, about a minute of them on two cores; --long goes on to new ones.
range=(--seeds 1-20000)
[ "$FK_LONG" = 0 ] || range=(--seeds 1-10000000 --seconds 1200)
hunt() {
    "$FEIKONG" hunt "${range[@]}" --jobs 2 --reach --out "$FK_TMP/found"
}
case_is "drawn worlds are clean, and reach what there is to reach" hunt
