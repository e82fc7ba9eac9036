#!/bin/bash
# The teeth of the hunt: plants bugs of the simulated world in the code, one at a time, and expects
# `feikong hunt` to find each and to shrink most of them to something a person can read.
#
# Usage: tests/hunt/run.sh [--texts] [PATTERN...]
#   --texts   only look whether every text is found in the sources, once; nothing is built
#   PATTERN   only lines of planted.txt that hold this text
#
# tests/hunt/planted.txt has one bug a line, fields apart by " | ":
#   FILE | exact text in it, found once | replacement | what is wrong then
# `{|}` in a text stands for the operator "|" between blanks, `\n` for the end of a line. A line that
# ends with "| &" is planted together with the next one.
# All work is done in copies of the tree in a temporary folder. Prints one "ok -" or "not ok -" a bug, and a
# table: seeds needed, what broke, and what was left after shrinking. Of ten bugs nine must shrink to at most
# 3 faults and 2 customers within 60 s. The sound code must be clean over the same seeds. Five minutes on two
# cores that have nothing else to do; FK_JOBS, FK_PLANTED_SECONDS and FK_PLANTED_SEEDS change the sizes.
set -u
export LC_ALL=C # texts are compared byte by byte, and the hunt speaks English
here=$(cd "$(dirname "$0")" && pwd)
root=${here%/tests/hunt}
workers=${FK_JOBS:-2}
seconds=${FK_PLANTED_SECONDS:-400} # to find one
seeds=${FK_PLANTED_SEEDS:-1-20000}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

texts=0
if [ "${1-}" = --texts ]; then
    texts=1
    shift
fi
# A bug of several places becomes one line, its parts apart by tabs.
sed -e '/^#/d' -e '/^[[:space:]]*$/d' "$here/planted.txt" |
    awk '{ printf "%s%s", $0, / [|] &$/ ? "\t" : "\n" }' >"$work/all"
if [ $# -eq 0 ]; then
    cp "$work/all" "$work/list"
else
    for pattern in "$@"; do grep -F -- "$pattern" "$work/all"; done >"$work/list"
fi
total=$(wc -l <"$work/list")
if [ "$total" -eq 0 ]; then
    echo "not ok - a planted bug was selected"
    exit 1
fi

# Field `number` of a line into $value; without a process of its own, there are hundreds.
field() { # line, number
    local -a parts
    IFS=$'\x1f' read -r -a parts <<<"${1// | /$'\x1f'}"
    value=${parts[$2 - 1]-}
    value=${value//'{|}'/ | }
    value=${value//'\n'/$'\n'}
}
# plant PART COPY: changes the file; prints what is wrong with the line, if anything.
plant() {
    local path old new text rest
    field "$1" 1
    path=$2/$value
    field "$1" 2
    old=$value
    field "$1" 3
    new=$value
    field "$1" 4
    if [ ! -f "$path" ] || [ -z "$value" ]; then
        echo "no such file, or not four fields"
        return 1
    fi
    text=$(cat "$path" && echo .)
    rest=${text#*"$old"}
    if [ "$rest" = "$text" ] || [ "${rest#*"$old"}" != "$rest" ]; then
        echo "the text must be found exactly once"
        return 1
    fi
    printf '%s' "${text%%"$old"*}$new${rest%.}" >"$path"
}

# plant_all LINE COPY: every part of a bug.
plant_all() {
    local part
    while IFS= read -r part; do
        plant "$part" "$2" || return 1
    done <<<"${1//$'\t'/$'\n'}"
}
# put_back LINE COPY
put_back() {
    local part
    while IFS= read -r part; do
        field "$part" 1
        cp "$work/sound/$value" "$2/$value" # a new time stamp, so that it is built again
    done <<<"${1//$'\t'/$'\n'}"
}
name_of() { # line
    field "${1##*$'\t'}" 4
    echo "$value"
}

mkdir "$work/sound"
(cd "$root" && tar -cf - CMakeLists.txt cmake base protocol models line sim conformance reports cli scenarios/profiles) |
    tar -xf - -C "$work/sound"
if [ $texts = 1 ]; then
    cp -r "$work/sound" "$work/0"
    while IFS= read -r line; do
        if problem=$(plant_all "$line" "$work/0" 2>&1); then
            echo "ok - can be planted: $(name_of "$line")"
        else
            echo "not ok - can be planted: $(name_of "$line") ($problem)"
        fi
        put_back "$line" "$work/0"
    done <"$work/list" | tee "$work/out"
    ! grep -q '^not ok ' "$work/out"
    exit
fi

hunt() { # copy
    "$1/build/feikong" hunt --seeds "$seeds" --seconds "$seconds" --jobs 1 --shrink 60 --quiet --out "$1/found" \
        </dev/null >"$1/log" 2>&1
}

try() { # line, copy
    local name problem code seed what shrunk
    name=$(name_of "$1")
    problem=$(plant_all "$1" "$2" 2>&1) || {
        echo "not ok - planted: $name ($problem)"
        put_back "$1" "$2"
        return
    }
    if ! ninja -C "$2/build" -j 1 feikong >"$2/log" 2>&1; then
        echo "not ok - planted: $name (does not compile)"
        grep -m 3 'error:' "$2/log" | sed 's/^/# /'
    else
        hunt "$2"
        code=$?
        seed=$(sed -n 's/^seed \([0-9]*\): .*/\1/p' "$2/log" | head -n 1)
        what=$(sed -n 's/^seed [0-9]*: \([^,:]*\).*/\1/p' "$2/log" | head -n 1)
        shrunk=$(sed -n 's/^  shrunk in \(.*\) s and .* to \([0-9]*\) customer.* \([0-9]*\) fault.*/\1 \2 \3/p' \
            "$2/log" | head -n 1)
        if [ $code -eq 1 ] && [ -n "$seed" ] && [ -n "$shrunk" ]; then
            echo "ok - planted: $name (seed $seed, $what)"
            # shellcheck disable=SC2086
            printf '%8d  %-24.24s %5s s %9s %7s  %s\n' "$seed" "$what" $shrunk "$name" >>"$work/table-$$.$BASHPID"
        else
            echo "not ok - planted: $name (not found: $(head -n 1 "$2/log"))"
        fi
    fi
    put_back "$1" "$2"
}

worker() { # number
    local number=0 line copy=$work/$1
    cp -r "$work/sound" "$copy"
    cmake -S "$copy" -B "$copy/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DFEIKONG_TESTS=OFF \
        -DFEIKONG_WERROR=OFF >"$copy/log" 2>&1 && ninja -C "$copy/build" -j 1 feikong >"$copy/log" 2>&1 || {
        echo "not ok - the sound code builds"
        tail -n 20 "$copy/log" | sed 's/^/# /'
        return
    }
    # Who is free takes the next one; before all bugs comes the sound code, else what is found with a bug
    # says nothing of it.
    if mkdir "$work/taken-sound" 2>/dev/null && ! hunt "$copy"; then
        echo "not ok - the sound code is clean over the same seeds: $(sed -n '/^seed/p' "$copy/log" | head -n 1)"
    fi
    while IFS= read -r line; do
        number=$((number + 1))
        if mkdir "$work/taken-$number" 2>/dev/null; then
            try "$line" "$copy"
        fi
    done <"$work/list"
}
for ((i = 0; i < workers; i++)); do
    worker $i >"$work/out-$i" &
done
wait
cat "$work"/out-* | tee "$work/out"
echo "# seeds     what broke                shrunk customers  faults  bug"
cat "$work"/table-* 2>/dev/null | sort -n | tee "$work/table" | sed 's/^/# /'
small=$(sed -n 's/.* \([0-9.]*\) s *\([0-9]*\) *\([0-9]*\)  .*/\1 \2 \3/p' "$work/table" |
    awk '$1 <= 60 && $2 <= 2 && $3 <= 3' | wc -l)
if [ $((small * 10)) -ge $((total * 9)) ]; then
    echo "ok - $small of $total shrink to at most 3 faults and 2 customers within 60 s"
else
    echo "not ok - $small of $total shrink to at most 3 faults and 2 customers within 60 s, nine of ten must"
fi
! grep -q '^not ok ' "$work/out" && [ "$(grep -c '^ok ' "$work/out")" -eq "$total" ] &&
    [ $((small * 10)) -ge $((total * 9)) ]
