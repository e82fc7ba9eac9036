# title: the whole house builds with clang without a warning
# group: code
# quick: no
# seconds: 400
. tests/steps/unit.sh
case_is "the clang build" tools/build.sh clang || exit 1
run_unit_tests "$FK_ROOT/build-clang/unit" "clang "
