# title: unit tests (release build)
# group: code
# quick: yes
# seconds: 300
# long_seconds: 600
. tests/steps/unit.sh
run_unit_tests "$FK_ROOT/build/unit"
