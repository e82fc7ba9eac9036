# title: format of the C sources (.clang-format)
# group: code
# quick: yes
# cores: 1
# seconds: 120
. tests/steps/lib.sh
files=$(source_files '*.c' '*.h')
count=$(printf '%s\n' "$files" | grep -c .)
if [ "$count" -eq 0 ]; then
    not_ok "source files were found"
    exit 1
fi
# shellcheck disable=SC2086
output=$(printf '%s\n' $files | xargs clang-format --dry-run -Werror 2>&1)
wrong=$(printf '%s\n' "$output" | sed -n 's/^\([^: ]*\):[0-9]*:[0-9]*: error: .*clang-format.*/\1/p' | sort -u)
if [ -z "$wrong" ] && [ -z "$output" ]; then
    ok "$count files are formatted"
else
    not_ok "$count files are formatted (repair: clang-format -i FILE)"
    printf '%s\n' "${wrong:-$output}" | sed 's/^/# /'
fi

# Sizes of docs/architecture.md: a file beyond 700 lines holds more than one idea.
long=$(for file in $files; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 700 ] || echo "# $file: $lines lines"
done)
if [ -z "$long" ]; then
    ok "no source file is longer than 700 lines"
else
    not_ok "no source file is longer than 700 lines"
    printf '%s\n' "$long"
fi

# clang-format leaves comments alone, they may hold drawings, and tables, whose rows may be wider.
# shellcheck disable=SC2086
wide=$(grep -nE '^.{101,}' $files /dev/null | grep -vE ':[0-9]+: \* .*  .*  .*  ' ||
    grep -nE '^.{141,}' $files /dev/null)
if [ -z "$wide" ]; then
    ok "no line is wider than 100 columns"
else
    not_ok "no line is wider than 100 columns"
    printf '%s\n' "$wide" | head -n 40 | sed 's/^/# /'
fi
