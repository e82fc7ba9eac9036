# Runs unit test programs and counts each Check test as a case.
. tests/steps/lib.sh

# run_unit_tests FOLDER [PREFIX]: every program FOLDER/<layer>/test_*
run_unit_tests() {
    local program name tap code count=0
    for program in "$1"/*/test_*; do
        [ -x "$program" ] || continue
        # a test whose source is gone stays in the build folder
        name=${program#"$1"/}
        [ -f "tests/unit/$name.c" ] || continue
        count=$((count + 1))
        tap=$FK_TMP/tap
        rm -f "$tap"
        CK_TAP_LOG_FILE_NAME=$tap CK_VERBOSITY=silent timeout 120 "$program" >"$FK_TMP/log" 2>&1
        code=$?
        [ ! -f "$tap" ] || sed -n -E "s#^(ok|not ok) [0-9]+ - ([^:]*/)?([^:]*:[^:]*:[^:]*): ?#\1 - ${2:-}\3 #p" \
            "$tap" | sed 's/ Passed$//'
        if [ $code -ne 0 ]; then
            sed 's/^/# /' "$FK_TMP/log" | head -n 60
            if ! grep -q '^not ok' "$tap" 2>/dev/null; then
                not_ok "${2:-}$name ended with code $code"
            fi
        fi
    done
    [ $count -gt 0 ] || not_ok "unit test programs were found in $1"
}
