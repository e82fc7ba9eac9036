# Shared by the test steps: one line per case.
ok() {
    echo "ok - $*"
}
not_ok() {
    echo "not ok - $*"
}
# ends: a long output by its first 10 and its last 60 lines, as a comment.
ends() {
    awk '{ line[NR] = $0 } END {
        for (i = 1; i <= NR; i++)
            if (i <= 10 || i > NR - 60) print "# " line[i]
            else if (i == 11) print "# ... " NR - 70 " lines ..." }'
}
# case_is NAME COMMAND...: the case passes if the command does; its output is shown if it does not.
case_is() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        ok "$name"
    else
        not_ok "$name"
        [ -z "$output" ] || printf '%s\n' "$output" | ends
        return 1
    fi
}
# Source files that are part of the project: those git knows, or all if there is no git.
source_files() { # patterns
    if git -C "$FK_ROOT" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git -C "$FK_ROOT" ls-files "$@" | while read -r file; do
            if [ -f "$FK_ROOT/$file" ]; then
                echo "$file"
            fi
        done
    else
        local pattern
        for pattern in "$@"; do
            (cd "$FK_ROOT" && find . -path './build*' -prune -o -path ./.git -prune -o \
                -type f -name "$pattern" -print | sed 's|^\./||')
        done | sort
    fi
}

# at_noon FILE ARGUMENT...: the script that calls it, FILE, begins again under a clock that starts at noon in
# Beijing. Near midnight no broadcast time is taken (7.6) and two tests are rightly inconclusive: a virtual meter has
# its host's clock. Harness and meters have the same one; durations and the times of files are the real ones.
at_noon() {
    [ -n "${FK_AT_NOON:-}" ] ||
        FK_AT_NOON=1 NO_FAKE_STAT=1 exec faketime --exclude-monotonic '04:00 UTC' bash "$@"
}

# start_meter OPTION...: starts the virtual meter, waits for its ready line; sets meter_pid and meter_port.
start_meter() {
    local fifo=$FK_TMP/ready line=
    rm -f "$fifo"
    mkfifo "$fifo"
    "$FEIKONG" meter "$@" >"$fifo" 2>"$FK_TMP/meter.err" &
    meter_pid=$!
    read -r -t 20 line <"$fifo"
    meter_port=${line#ready }
    [ "$meter_port" != "$line" ]
}
stop_meter() {
    kill "$meter_pid" 2>/dev/null
    wait "$meter_pid" 2>/dev/null
}
