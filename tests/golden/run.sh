#!/bin/bash
# Golden tests of the command line: standard output, standard error and exit code, exact to the byte.
#
# Usage: tests/golden/run.sh [--bless] [PATTERN...]
#
# A case is the file NAME.cmd somewhere under tests/golden/: shell text that calls "$FEIKONG". It runs in
# an empty folder; $GOLDEN is the folder of the case, $ROOT the project. Expected are NAME.out and NAME.err
# (no file: nothing is printed) and NAME.exit. --bless writes what the program does now into these files:
# read the difference before you commit it. Prints "ok - golden NAME" or "not ok - golden NAME".
set -u
golden=$(cd "$(dirname "$0")" && pwd)
ROOT=${golden%/tests/golden}
export ROOT
export FEIKONG=${FEIKONG:-$ROOT/build/feikong}
export LC_ALL=C.UTF-8 TZ=UTC
unset COLUMNS NO_COLOR
bless=0
patterns=()
for argument in "$@"; do
    case $argument in
    --bless) bless=1 ;;
    -*)
        echo "golden: unknown option '$argument', expected --bless" >&2
        exit 2
        ;;
    *) patterns+=("$argument") ;;
    esac
done
if [ ! -x "$FEIKONG" ]; then
    echo "golden: $FEIKONG is not there, build it first" >&2
    exit 2
fi

is_selected() {
    local pattern
    [ ${#patterns[@]} -eq 0 ] && return 0
    for pattern in "${patterns[@]}"; do
        case $1 in *"$pattern"*) return 0 ;; esac
    done
    return 1
}
# keep NAME KIND: the new text becomes the expectation; empty text needs no file.
keep() {
    if [ -s "$work/$2" ]; then
        cp "$work/$2" "$1.$2"
    else
        rm -f "$1.$2"
    fi
}
compare() { # NAME KIND
    local expected=$1.$2
    [ -f "$expected" ] || expected=/dev/null
    diff -u --label "expected $2" --label "actual $2" "$expected" "$work/$2"
}

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
ran=0
while IFS= read -r file; do
    case_path=${file%.cmd}
    name=${case_path#"$golden"/}
    is_selected "$name" || continue
    ran=$((ran + 1))
    rm -rf "$work/cwd"
    mkdir "$work/cwd"
    export GOLDEN=${file%/*}
    (cd "$work/cwd" && exec timeout 30 bash "$file" </dev/null) >"$work/out" 2>"$work/err"
    echo $? >"$work/exit"
    if [ $bless = 1 ]; then
        keep "$case_path" out
        keep "$case_path" err
        keep "$case_path" exit
        echo "blessed $name"
    elif difference=$(compare "$case_path" exit && compare "$case_path" out &&
        compare "$case_path" err); then
        echo "ok - golden $name"
    else
        echo "not ok - golden $name"
        printf '%s\n' "$difference" | head -n 60 | sed 's/^/# /'
        failed=1
    fi
done < <(find "$golden" -name '*.cmd' | LC_ALL=C sort)
if [ $ran -eq 0 ]; then
    echo "golden: no case was run" >&2
    exit 2
fi
exit $failed
