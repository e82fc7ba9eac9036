#!/bin/bash
# Checks that no layer includes or calls what it may not (docs/architecture.md).
#
# Usage: tests/check_layers.sh [ROOT]     prints one "ok - rule" or "not ok - rule" a rule, with the
#                                         offending lines; exit 1 if a rule is broken
#
#   base < protocol < models < line < {sim, conformance} < reports < cli
#   sim and conformance never see each other; inside a layer the rooms stand in the order of `rooms`
set -u
cd "${1:-$(dirname "$0")/..}" || exit 1
shopt -s lastpipe # so that rule can set `broken` at the end of a pipe
broken=0

# rule NAME: reads offending lines from standard input; none means the rule holds.
rule() {
    local lines
    lines=$(cat)
    if [ -z "$lines" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        printf '%s\n' "$lines" | sed 's/^/# /'
        broken=1
    fi
}
# Lines of the sources in the folders that match, without comments at the start of a line.
lines() { # regular expression, folder...
    local expression=$1 folder existing=()
    shift
    for folder in "$@"; do
        [ ! -d "$folder" ] || existing+=("$folder")
    done
    [ ${#existing[@]} -gt 0 ] || return 0
    grep -rnE --include='*.[ch]' -- "$expression" "${existing[@]}" |
        grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/\*|\*|//)'
}
# As lines, but what stands between quotes does not count: SQL and gnuplot have a printf of their own.
calls() {
    local expression=$1
    shift
    lines "$expression" "$@" | sed 's/"[^"]*"/""/g' | grep -E -- "$expression"
}
house="base protocol models line sim conformance reports cli"

may_include() { # layer, alternatives
    lines '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$1" |
        grep -vE "#[[:space:]]*include[[:space:]]*\"($2)/" | rule "$1/ includes only $2 (from the root)"
}
may_include base 'base'
may_include protocol 'protocol|base'
may_include models 'models|protocol|base'
may_include line 'line|models|protocol|base'
may_include sim 'sim|line|models|protocol|base'
may_include conformance 'conformance|line|models|protocol|base'
may_include reports 'reports|sim|conformance|line|models|protocol|base'
may_include cli 'cli|reports|sim|conformance|line|models|protocol|base'

# Rooms inside a layer. rooms LAYER ROOM...: "a" may include what stands before it; rooms joined by "+"
# are siblings that never include each other. Every folder of the layer must be named.
rooms() { # layer, rooms in order
    local layer=$1 group room other below= folder
    shift
    [ -d "$layer" ] || return 0
    for folder in "$layer"/*/; do
        [ -d "$folder" ] && [ -n "$(find "$folder" -name '*.[ch]' -print -quit)" ] || continue
        folder=${folder#"$layer"/}
        case "+${*// /+}+" in *"${folder%/}"*) ;; *) echo "$layer/$folder is no known room" ;; esac
    done | rule "the rooms of $layer/ are those of docs/architecture.md"
    for group in "$@"; do
        for room in ${group//+/ }; do
            lines '^[[:space:]]*#[[:space:]]*include[[:space:]]*"'"$layer/[^/]*/" "$layer/$room" |
                while IFS= read -r line; do
                    other=${line#*\""$layer"/}
                    other=${other%%/*}
                    case " $room $below " in *" $other "*) ;; *) printf '%s\n' "$line" ;; esac
                done | rule "$layer/$room includes of $layer/ only: $room$below"
        done
        below="$below ${group//+/ }"
    done
}
rooms protocol dlt645
rooms models house meter+tariff collection+feecontrol+marketing+around
rooms sim scenario watch world hunt

rooms conformance device run evidence dlt645
rooms reports page store plot detect run+conform questions

# Files that include each other, directly or round a corner, inside one layer: a header and its
# source count as one file.
circles() { # layer
    grep -rHoE --include='*.[ch]' '^#include "'"$1"'/[^"]*"' "$1" 2>/dev/null |
        sed -E 's/^([^:]*)\.[ch]:#include "([^"]*)\.h"$/\1 \2/' | awk '$1 != $2' | sort -u >"$scratch"
    tsort <"$scratch" 2>&1 >/dev/null | sed 's/^tsort: //'
}
scratch=$(mktemp) || exit 1
trap 'rm -f "$scratch"' EXIT
for layer in base protocol models line sim conformance reports cli; do
    [ ! -d "$layer" ] || circles "$layer" | rule "no circle between files of $layer/"
done

c17='assert|complex|ctype|errno|fenv|float|inttypes|iso646|limits|locale|math|setjmp|signal'
c17="$c17|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|time|wchar"
lines '^[[:space:]]*#[[:space:]]*include[[:space:]]*<' base protocol models |
    grep -vE "<($c17)\.h>|base/chance[^:]*:.*<Random123/|base/chance_row[^:]*:.*<immintrin\.h>|base/large[^:]*:.*<(sys/mman|unistd)\.h>" |
    rule "base/, protocol/ and models/ include ISO C headers only (base/chance: Random123 too, base/chance_row: vectors, base/large: pages)"

word='(^|[^_[:alnum:]])'
calls "$word(time|clock|gettimeofday|clock_gettime|localtime|gmtime|rand|srand|random|getenv|system|exit|abort)[[:space:]]*\(" \
    base protocol models | rule "base/, protocol/ and models/ read no clock, no environment and no rand"
calls "$word(printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|putc|fputc|fopen|fdopen|fread|fwrite|fgets|scanf|perror|remove|rename)[[:space:]]*\(" \
    base protocol models | rule "base/, protocol/ and models/ do no input or output"
calls "$word(malloc|calloc|realloc|free)[[:space:]]*\(" protocol | rule "protocol/ allocates nothing"
calls "$word(printf|vprintf|puts|putchar|perror|exit|_exit|abort)[[:space:]]*\(|f(printf|puts|putc)\(.*(stderr|stdout)|$word(stderr|stdout)$word" \
    line sim conformance reports | grep -vE '^sim/hunt/hunt_process\.c:[0-9]+:[[:space:]]*_exit\(0\);' |
    grep -vE '^reports/plot/plot_gnuplot\.c:[0-9]+:[[:space:]]*_exit\(' |
    rule "line/, sim/, conformance/ and reports/ print nothing and never exit (but children of hunt and plotter)"
# shellcheck disable=SC2086
calls "$word(alloca|gets|strtok|sprintf|strcpy|strcat)[[:space:]]*\(" $house |
    rule "no alloca, gets, strtok, sprintf, strcpy or strcat"

include='^[[:space:]]*#[[:space:]]*include[[:space:]]*'
# shellcheck disable=SC2086
lines "$include<(simgrid|xbt|smpi)[/.]" $house tests | grep -vE '^sim/' | rule "SimGrid only in sim/"
# shellcheck disable=SC2086
lines "$include<libserialport" $house tests | grep -vE '^line/' |
    rule "libserialport only in line/"
# shellcheck disable=SC2086
lines "$include<libserialport" $house | cut -d: -f1 | sort -u | sed 1d |
    rule "libserialport in one file"
# shellcheck disable=SC2086
lines "$include<sqlite3" $house | grep -vE '^reports/[^:]*store[^:/]*:' |
    rule "sqlite3 only in the store of reports/"
# shellcheck disable=SC2086
calls "$word(popen|system|exec[lv]p?e?|posix_spawnp?)[[:space:]]*\(" $house |
    grep -vE '^reports/[^:]*plot[^:/]*:' | rule "only the plotter of reports/ starts a program"
exit $broken
