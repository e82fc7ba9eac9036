# Runs unit test programs and counts each Check test as a case.
. tests/steps/lib.sh

# One program, its lines into FOLDER/NAME.lines.
unit_program() { # program, name with layer, prefix of the cases
    local out=$FK_TMP/unit/$2 code seconds=120
    [ "$FK_LONG" = 0 ] || seconds=480 # some look at more then: each member of a checkpoint
    mkdir -p "$(dirname "$out")"
    CK_TAP_LOG_FILE_NAME=$out.tap CK_VERBOSITY=silent CK_DEFAULT_TIMEOUT=30 timeout $seconds "$1" >"$out.log" 2>&1
    code=$?
    {
        [ ! -f "$out.tap" ] || sed -n -E \
            "s#^(ok|not ok) [0-9]+ - ([^:]*/)?([^:]*:[^:]*:[^:]*): ?#\\1 - $3\\3 #p" "$out.tap" |
            sed 's/ Passed$//'
        if [ $code -ne 0 ]; then
            sed 's/^/# /' "$out.log" | head -n 60
            if ! grep -q '^not ok' "$out.tap" 2>/dev/null; then
                not_ok "$3$2 ended with code $code"
            fi
        fi
    } >"$out.lines"
}

# run_unit_tests FOLDER [PREFIX]: every program FOLDER/<layer>/test_*, two at a time
run_unit_tests() {
    local program name names=()
    for program in "$1"/*/test_*; do
        # a test whose source is gone stays in the build folder
        name=${program#"$1"/}
        [ -x "$program" ] && [ -f "tests/unit/$name.c" ] || continue
        names+=("$name")
        while [ "$(jobs -rp | wc -l)" -ge 2 ]; do
            wait -n
        done
        unit_program "$program" "$name" "${2:-}" &
    done
    wait
    for name in "${names[@]}"; do
        cat "$FK_TMP/unit/$name.lines"
    done
    # Each source has its program: one that was not built must not go unseen.
    for name in tests/unit/*/test_*.c; do
        name=${name#tests/unit/}
        [ "$(is_wanted "$1" "$name")" = no ] || [ -x "$1/${name%.c}" ] ||
            not_ok "${2:-}$name was built"
    done
    [ ${#names[@]} -gt 0 ] || not_ok "unit test programs were found in $1"
}
# Builds without SimGrid hold the tests of base/, protocol/ and models/ alone.
is_wanted() { # folder, name
    case $1/$2 in
    *build-asan/unit/base/* | *build-asan/unit/protocol/* | *build-asan/unit/models/*) echo yes ;;
    *build-asan/unit/*) echo no ;;
    *) echo yes ;;
    esac
}
