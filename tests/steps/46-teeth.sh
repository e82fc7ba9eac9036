# title: bugs planted in the world can be planted; with --long the hunt finds and shrinks each
# group: hunt
# quick: no
# cores: 1
# long_cores: 2
# seconds: 100
# long_seconds: 1500
options=(--texts)
[ "$FK_LONG" = 0 ] || options=()
exec tests/hunt/run.sh "${options[@]}"
