#!/bin/bash
# Runs the test steps and counts their cases.
#
# Usage: tests/run_steps.sh [--quick | --long] [--verbose] [PATTERN...]
#
# A step is a file NN-name.sh in tests/steps/ (or in $FK_STEPS). Its head says in comment lines
#   # title: what it checks
#   # group: code | scenarios | hunt | suite | studies   whose minutes it takes, see `budget`
#   # quick: yes | no            no: left out by --quick
#   # long: no | yes             yes: runs with --long only
#   # seconds: 120               time limit
# It prints "ok - case" or "not ok - case" for each case, and explains on lines that begin with "#".
# A step that ends with another code than 0 without a failed case, or prints no case at all, counts as
# one failed case. Steps see FK_ROOT, FEIKONG (the program), FK_QUICK and FK_LONG (1 or 0) and
# FK_TMP (an empty folder of their own). A step prints its seconds and its limit, a run of all steps
# the seconds of each group; a group that takes far more than it has fails: its bulk belongs into --long.
# With --long a step may do more: its limit is then `long_seconds`. Logs stay in check-out/.
set -u
here=$(cd "$(dirname "$0")" && pwd)
export FK_ROOT=${here%/*}
export FEIKONG=$FK_ROOT/build/feikong
export FK_QUICK=0 FK_LONG=0 LC_ALL=C.UTF-8
steps=${FK_STEPS:-$here/steps}
logs=${FK_LOGS:-$FK_ROOT/check-out}
verbose=0
patterns=()
for argument in "$@"; do
    case $argument in
    --quick) FK_QUICK=1 ;;
    --long) FK_LONG=1 ;;
    --verbose) verbose=1 ;;
    *) patterns+=("$argument") ;;
    esac
done

header() { # file, key, default
    local value
    value=$(sed -n "1,12s/^# $2: *//p" "$1" | head -n 1)
    echo "${value:-$3}"
}
is_selected() {
    local pattern
    [ "$FK_QUICK" = 1 ] && [ "$(header "$1" quick yes)" = no ] && return 1
    [ "$FK_LONG" = 0 ] && [ "$(header "$1" long no)" = yes ] && return 1
    [ ${#patterns[@]} -eq 0 ] && return 0
    for pattern in "${patterns[@]}"; do
        case ${1##*/} in *"$pattern"*) return 0 ;; esac
    done
    return 1
}

if [ "$FK_QUICK$FK_LONG" = 11 ]; then
    echo "run_steps: --quick and --long exclude each other" >&2
    exit 2
fi
limit() { # file
    local seconds
    seconds=$(header "$1" seconds 300)
    [ "$FK_LONG" = 0 ] || seconds=$(header "$1" long_seconds "$seconds")
    echo "$seconds"
}

# Seconds that the steps of a group may take together in a run of all of them: 25 minutes. A group that
# takes longer is named; half as much again, for slower machines, is a failure.
groups=(code scenarios hunt suite studies harness)
declare -A budget=([code]=540 [scenarios]=480 [hunt]=90 [suite]=240 [studies]=150 [harness]=1)
declare -A spent

temporary=$(mktemp -d) || exit 1
trap 'rm -rf "$temporary"' EXIT
mkdir -p "$logs" || exit 1
passed=0
failed=0
for step in "$steps"/[0-9][0-9]-*.sh; do
    [ -f "$step" ] && is_selected "$step" || continue
    name=$(basename "$step" .sh)
    export FK_TMP=$temporary/$name XDG_STATE_HOME=$temporary/$name/state
    mkdir "$FK_TMP"
    log=$logs/$name.log
    echo "== $(header "$step" title "$name")"
    start=$SECONDS
    (cd "$FK_ROOT" && exec timeout -k 5 "$(limit "$step")" bash "$step" </dev/null) \
        >"$log" 2>&1
    code=$?
    good=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    if [ "$verbose" = 1 ]; then
        sed 's/^/   /' "$log"
    elif [ "$bad" -gt 0 ] || [ $code -ne 0 ]; then
        grep -v '^ok ' "$log" | head -n 100 | sed 's/^/   /'
    fi
    if [ $code -eq 124 ] || [ $code -eq 137 ]; then
        echo "   not ok - $name took longer than $(limit "$step") s"
        bad=$((bad + 1))
    elif [ $code -ne 0 ] && [ "$bad" -eq 0 ]; then
        echo "   not ok - $name ended with code $code"
        bad=1
    elif [ $((good + bad)) -eq 0 ]; then
        echo "   not ok - $name ran no case"
        bad=1
    fi
    passed=$((passed + good))
    failed=$((failed + bad))
    group=$(header "$step" group none)
    if [ -z "${budget[$group]-}" ]; then
        echo "   not ok - $name has no group, expected one of: ${groups[*]}"
        failed=$((failed + 1))
    fi
    spent[$group]=$((${spent[$group]:-0} + SECONDS - start))
    echo "   $name: $good passed, $bad failed, $((SECONDS - start)) s of $(limit "$step") s"
    rm -rf "$FK_TMP"
done
if [ "$FK_QUICK$FK_LONG${#patterns[@]}" = 000 ]; then
    for group in "${groups[@]}"; do
        [ -n "${spent[$group]-}" ] || continue
        line="$group took ${spent[$group]} s of the ${budget[$group]} s it has"
        if [ "${spent[$group]}" -le "${budget[$group]}" ]; then
            passed=$((passed + 1))
            echo "   $line"
        elif [ $((2 * spent[$group])) -le $((3 * budget[$group])) ]; then
            passed=$((passed + 1))
            echo "   $line: too much for a machine like that of the figures"
        else
            failed=$((failed + 1))
            echo "   not ok - $line: move the bulk of its longest step to --long"
        fi
    done
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
