#!/bin/bash
# Mutation test: breaks the code one rule at a time and expects a test to notice.
#
# Usage: tests/mutations/run.sh [PATTERN]      PATTERN: only lines of list.txt that hold this text
# With FK_EVERY=N every line that a scenario must notice, and of the others every Nth, in the order of the files that
# they change.
#
# tests/mutations/list.txt has one mutation a line, fields apart by " | ":
#   FILE | exact text in it, found once | replacement | what must fail
# What must fail is a list of unit test programs (test_relay ...), or "$ " and arguments of feikong, which
# must then end with another code than without the mutation. `{|}` in a text stands for the operator "|" between blanks.
# All work is done in copies of the tree in a temporary folder, build/feikong must stand. Prints one "ok -" or "not ok -" a
# mutation; a text that is no longer found, or found twice, is a failure: repair the list.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=${here%/tests/mutations}
pattern=${1:-}
workers=${FK_JOBS:-2}
sound_program=${FEIKONG:-$root/build/feikong}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

sed -e '/^#/d' -e '/^[[:space:]]*$/d' "$here/list.txt" | grep -F -- "$pattern" | sort |
    awk -v every="${FK_EVERY:-1}" '/ [|] [$] run scenarios\// || ++others % every == 0' >"$work/list"
total=$(wc -l <"$work/list")
if [ "$total" -eq 0 ]; then
    echo "not ok - a mutation was selected"
    exit 1
fi

twice=$(uniq -d "$work/list") # sorted
if [ -n "$twice" ]; then
    printf 'not ok - each mutation stands in the list once\n%s\n' "$twice"
    exit 1
fi

field() { # line, number
    awk -F ' [|] ' -v n="$2" '{ gsub(/[{][|][}]/, " | ", $n); print $n }' <<<"$1"
}
# Where a line is built: base/, protocol/ and models/ with their own tests need no other library.
tree_of() { # file, what must fail
    local test
    case $1 in
    base/* | protocol/* | models/*) ;;
    *)
        echo full
        return
        ;;
    esac
    case $2 in '$ '*)
        echo full
        return
        ;;
    esac
    for test in $2; do
        if [ ! -f "$root/tests/unit/base/$test.c" ] && [ ! -f "$root/tests/unit/protocol/$test.c" ] &&
            [ ! -f "$root/tests/unit/models/$test.c" ]; then
            echo full
            return
        fi
    done
    echo models
}
targets_of() { # what must fail
    case $1 in
    '$ '*) echo feikong ;;
    *) echo "$1" ;;
    esac
}
build() { # tree, targets
    # shellcheck disable=SC2086
    ninja -C "$copy/build-$1" -j 1 $2 >"$copy/log" 2>&1
}
configure() { # tree
    [ -d "$copy/build-$1" ] && return 0
    local only=OFF
    [ "$1" = full ] || only=ON
    cmake -S "$copy" -B "$copy/build-$1" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DFEIKONG_WERROR=OFF \
        -DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=gold -DFEIKONG_MODELS_ONLY=$only >"$copy/log" 2>&1
}
# Runs the tests of a line in the copy, or the program with its arguments; sets `verdict` to the first that fails, or
# to nothing.
try() { # tree, what must fail, program
    local test program code
    verdict=
    case $2 in
    '$ '*)
        (cd "$copy" && eval "timeout 60 $3 ${2#'$ '}") </dev/null >"$copy/log" 2>&1
        code=$?
        [ $code -eq 0 ] || verdict="exit $code"
        return
        ;;
    esac
    for test in $2; do
        for program in "$copy/build-$1"/unit/*/"$test"; do
            CK_DEFAULT_TIMEOUT=20 CK_VERBOSITY=minimal timeout 60 "$program" >"$copy/log" 2>&1 || {
                verdict=$test
                return
            }
        done
    done
}

mutate() { # line
    local file old new tests tree text rest name
    file=$(field "$1" 1)
    old=$(field "$1" 2)
    new=$(field "$1" 3)
    tests=$(field "$1" 4)
    name="mutation $file: $old -> $new"
    if [ -z "$tests" ] || [ ! -f "$copy/$file" ]; then
        echo "not ok - $name (no such file, or not four fields)"
        return
    fi
    text=$(cat "$copy/$file" && echo .)
    rest=${text#*"$old"}
    if [ "$rest" = "$text" ] || [ "${rest#*"$old"}" != "$rest" ]; then
        echo "not ok - $name (the text must be found exactly once)"
        return
    fi
    tree=$(tree_of "$file" "$tests")
    cp -p "$copy/$file" "$copy/original"
    if ! configure "$tree"; then
        echo "not ok - $name (the sound code is not configured)"
        return
    fi
    # Without the mutation the tests must pass, else their failure says nothing; looked at once, a run with the program
    # of the check, which is built from the same files.
    case " $sound " in
    *" $tree/$tests "*) ;;
    *)
        if [[ $tests != '$ '* ]] && ! build "$tree" "$(targets_of "$tests")"; then
            echo "not ok - $name (the sound code does not build)"
            sed 's/^/# /' "$copy/log" | tail -n 20
            return
        fi
        try "$tree" "$tests" "$sound_program"
        if [ -n "$verdict" ]; then
            echo "not ok - $name (fails without the mutation: $verdict)"
            return
        fi
        sound="$sound $tree/$tests "
        ;;
    esac
    printf '%s' "${text%%"$old"*}$new${rest%.}" >"$copy/$file"
    if ! build "$tree" "$(targets_of "$tests")"; then
        echo "not ok - $name (does not compile)"
        grep -m 3 'error:' "$copy/log" | sed 's/^/# /'
    else
        try "$tree" "$tests" "build-$tree/feikong"
        if [ -n "$verdict" ]; then
            echo "ok - $name (noticed by $verdict)"
        else
            echo "not ok - $name (nothing noticed)"
        fi
    fi
    cp "$copy/original" "$copy/$file" # a new time stamp, so that it is built again
}

worker() { # number
    local number=0 line
    copy=$work/$1
    sound=
    mkdir "$copy"
    (cd "$root" && tar -cf - CMakeLists.txt cmake $(for part in base protocol models line sim conformance \
        reports cli scenarios tests/unit tests/vectors tests/junit.xsd docs/scenario.md docs/sms.md; do [ ! -e $part ] || echo $part; done)) |
        tar -xf - -C "$copy"
    # Neighbours in the sorted list change the same file: a block for each worker saves builds.
    while IFS= read -r line; do
        if [ $((number * workers / total)) -eq "$1" ]; then
            mutate "$line"
        fi
        number=$((number + 1))
    done <"$work/list"
}
for ((i = 0; i < workers; i++)); do
    worker $i >"$work/out-$i" &
done
wait
cat "$work"/out-* | tee "$work/out"
! grep -q '^not ok ' "$work/out" && [ "$(grep -c '^ok ' "$work/out")" -eq "$total" ]
