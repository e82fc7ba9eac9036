#!/bin/bash
# Runs the test steps, as many at a time as the machine has cores for, and counts their cases.
#
# Usage: tests/run_steps.sh [--quick | --long] [--verbose] [PATTERN...]
#
# A step is a file NN-name.sh in tests/steps/ (or in $FK_STEPS). Its head says in comment lines
#   # title: what it checks
#   # group: code | scenarios | hunt | suite | studies   whose minutes it takes, see `budget`
#   # quick: yes | no            no: left out by --quick
#   # long: no | yes             yes: runs with --long only
#   # cores: 0 | 1 | 2 | all     how many it keeps busy, 2 if it does not say; 0: it waits nine tenths of its time;
#                                all: it runs alone, because it judges times or writes where others read (build/)
#   # seconds: 120               time limit
# It prints "ok - case" or "not ok - case" for each case, and explains on lines that begin with "#".
# A step that ends with another code than 0 without a failed case, or prints no case at all, counts as
# one failed case. Steps see FK_ROOT, FEIKONG (the program), FK_QUICK and FK_LONG (1 or 0), FK_CORES
# (how many it has) and FK_TMP (an empty folder of their own); what else they write is their own too.
# Steps begin in the order of their names, each as soon as its cores are free, and are told in that order,
# however they end: neighbours that need one core run side by side. FK_CORES says how many cores there are,
# if not what nproc says.
# A step prints its seconds and its limit, a run of all steps what each group took of the run: a step
# that holds one of two cores for 10 s takes 5 s of it. A group that takes far more than it has fails:
# its bulk belongs into --long.
# With --long a step may do more: its limit is then `long_seconds`, its cores `long_cores`. Logs stay in check-out/.
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
with_long() { # file, key, default: with --long the value of long_KEY, if there is one
    local value
    value=$(header "$1" "$2" "$3")
    [ "$FK_LONG" = 0 ] || value=$(header "$1" "long_$2" "$value")
    echo "$value"
}
limit() { # file
    with_long "$1" seconds 300
}
cores_of() { # file: as it says
    with_long "$1" cores 2
}

# How many cores a step holds: no more than there are.
cores=${FK_CORES:-$(nproc)}
case $cores in
[1-9] | [1-9][0-9] | [1-9][0-9][0-9]) ;;
*)
    echo "run_steps: FK_CORES=$cores, expected a number of cores" >&2
    exit 2
    ;;
esac
need() { # file
    local wanted
    wanted=$(cores_of "$1")
    case $wanted in
    all) wanted=$cores ;;
    [0-9]) ;;
    *) wanted=0 ;; # said when the step is told
    esac
    echo $((wanted < cores ? wanted : cores))
}

# Seconds that the steps of a group may take of a run of all of them: 22 minutes on two cores, so that they
# stay within 25 together with the build before them. A group that takes longer is named; half as much
# again, for slower machines, is a failure.
groups=(code scenarios hunt suite studies harness)
declare -A budget=([code]=540 [scenarios]=600 [hunt]=70 [suite]=70 [studies]=30 [harness]=1)
declare -A spent_ms

is_alone() { # file
    [ "$(cores_of "$1")" = all ]
}

now_ms() {
    echo $((${EPOCHREALTIME/[.,]/} / 1000))
}

temporary=$(mktemp -d) || exit 1
steps_chosen=() # files, in the order of their names
held=()         # cores that each of them holds
began_ms=()     # when it began
took_ms=()      # how long it took, once it has ended
codes=()        # how it ended
declare -A running=() # process: number of its step
stop() { # what runs is ended before the runner
    trap - EXIT
    [ ${#running[@]} -eq 0 ] || kill "${!running[@]}" 2>/dev/null
    wait
    rm -rf "$temporary"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
mkdir -p "$logs" || exit 1
for step in "$steps"/[0-9][0-9]-*.sh; do
    [ -f "$step" ] && is_selected "$step" || continue
    steps_chosen+=("$step")
    held+=("$(need "$step")")
done

# A shell lets what it starts in the background ignore SIGINT: a step must not. It forgets those whom a signal
# ended before it waits for them: a shell of its own stands between, and ends with a code.
begin() { # number
    local step=${steps_chosen[$1]} name
    name=$(basename "$step" .sh)
    mkdir "$temporary/$name"
    (
        export FK_TMP=$temporary/$name XDG_STATE_HOME=$temporary/$name/state
        export FK_CORES=$((held[$1] > 0 ? held[$1] : 1))
        export CMAKE_BUILD_PARALLEL_LEVEL=$FK_CORES
        cd "$FK_ROOT" || exit 1
        env --default-signal=INT,QUIT timeout -k 5 "$(limit "$step")" bash "$step" >"$logs/$name.log" 2>&1 &
        trap 'kill $! && wait; exit 143' TERM
        wait $!
        exit $?
    ) </dev/null >/dev/null 2>&1 &
    running[$!]=$1
    began_ms[$1]=$(now_ms)
    busy=$((busy + held[$1]))
    ! is_alone "$step" || alone=$1
}
# Waits until a step ends.
end_one() {
    local process='' code number
    wait -n -p process "${!running[@]}"
    code=$?
    if [ -z "${process-}" ]; then # that shell was killed
        for process in "${!running[@]}"; do
            kill -0 "$process" 2>/dev/null || break
        done
        wait "$process"
        code=$?
    fi
    number=${running[$process]}
    unset "running[$process]"
    codes[number]=$code
    took_ms[number]=$(($(now_ms) - began_ms[number]))
    busy=$((busy - held[number]))
    [ "$alone" != "$number" ] || alone=
    rm -rf "${temporary:?}/$(basename "${steps_chosen[number]}" .sh)"
}

passed=0
failed=0
# Counts the cases of a step that has ended, and tells of it.
tell() { # number
    local step=${steps_chosen[$1]} code=${codes[$1]} took=${took_ms[$1]} name log good bad group
    name=$(basename "$step" .sh)
    log=$logs/$name.log
    good=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    if [ "$verbose" = 1 ]; then
        sed 's/^/   /' "$log"
    elif [ "$bad" -gt 0 ] || [ "$code" -ne 0 ]; then
        grep -v '^ok ' "$log" | head -n 100 | sed 's/^/   /'
    fi
    if [ "$code" -eq 124 ] || { [ "$code" -eq 137 ] && [ "$took" -ge "$(limit "$step")000" ]; }; then
        echo "   not ok - $name took longer than $(limit "$step") s"
        bad=$((bad + 1))
    elif [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then
        echo "   not ok - $name ended with code $code"
        bad=1
    elif [ $((good + bad)) -eq 0 ]; then
        echo "   not ok - $name ran no case"
        bad=1
    fi
    group=$(header "$step" group none)
    if [ -z "${budget[$group]-}" ]; then
        echo "   not ok - $name has no group, expected one of: ${groups[*]}"
        bad=$((bad + 1))
    fi
    case $(cores_of "$step") in
    [0-9] | all) ;;
    *)
        echo "   not ok - $name has not said how many cores it keeps busy, expected 0 to 9 or all"
        bad=$((bad + 1))
        ;;
    esac
    passed=$((passed + good))
    failed=$((failed + bad))
    spent_ms[$group]=$((${spent_ms[$group]:-0} + took * held[$1] / cores))
    echo "   $name: $good passed, $bad failed, $(((took + 500) / 1000)) s of $(limit "$step") s"
}

busy=0
next=0
alone='' # number of the step that runs alone, if one does
# May the next step begin? Where it may not, none behind it does.
is_free() {
    [ $next -lt ${#steps_chosen[@]} ] && [ -z "$alone" ] || return 1
    if is_alone "${steps_chosen[next]}"; then
        [ ${#running[@]} -eq 0 ]
    else
        [ $((busy + held[next])) -le "$cores" ]
    fi
}
first_ms=$(now_ms)
for ((told = 0; told < ${#steps_chosen[@]}; told++)); do
    echo "== $(header "${steps_chosen[told]}" title "$(basename "${steps_chosen[told]}" .sh)")"
    while [ -z "${codes[told]-}" ]; do
        while is_free; do
            begin $next
            next=$((next + 1))
        done
        end_one
    done
    tell $told
done
if [ "$FK_QUICK$FK_LONG${#patterns[@]}" = 000 ]; then
    for group in "${groups[@]}"; do
        [ -n "${spent_ms[$group]-}" ] || continue
        seconds=$(((spent_ms[$group] + 500) / 1000))
        line="$group took $seconds s of the ${budget[$group]} s it has"
        if [ "$seconds" -le "${budget[$group]}" ]; then
            passed=$((passed + 1))
            echo "   $line"
        elif [ $((2 * seconds)) -le $((3 * budget[$group])) ]; then
            passed=$((passed + 1))
            echo "   $line: too much for a machine like that of the figures"
        else
            failed=$((failed + 1))
            echo "   not ok - $line: move the bulk of its longest step to --long"
        fi
    done
    echo "   together they took $((($(now_ms) - first_ms + 500) / 1000)) s, cores to work on: $cores"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
