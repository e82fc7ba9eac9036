# title: unit tests of base/, protocol/ and models/ under ASan and UBSan, without SimGrid
# group: code
# quick: no
# seconds: 400
. tests/steps/unit.sh
case_is "the sanitized build" tools/build.sh asan || exit 1
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1
run_unit_tests "$FK_ROOT/build-asan/unit" "asan "
