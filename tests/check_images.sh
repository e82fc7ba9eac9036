#!/bin/bash
# Checks that what is saved is all there is: each member of a record that describes itself in a function
# x_image (base/image.h) is named there, or below with the reason why it needs no saving.
#
# Usage: tests/check_images.sh [ROOT]     prints "ok - ..." or "not ok - ..."; exit 1 if a member is forgotten
set -u
cd "${1:-$(dirname "$0")/..}" || exit 1

# record: members that the scenario, the owner or the call at hand sets
spared() {
    cat <<'END'
customers: port config
channels: port faults
astray: config
withholding: config
channel_outages: config
sms_gateway: port config usual_segments
crews: port config
concentrator: port config meters rates read_days asked err
master: port config
marketing: port config
purchases: port config ledger orders
settlement: config count
dues: count days
statements: is_on
orders: port config
feecontrol: port config results_at last_run is_noting_all registers register_context deferred deferred_count deferred_capacity
outcomes: window least percent
holds: window
desks: policy seed
pacer: rate
id_map:
locks: places
slots: last_index
monitor: use
violations: is_kept
books: scenario segments locals areas err
sim_log: recorder level lets_go notes capacity moments moment_count moment_capacity piece piece_count minutes minute_capacity err
links: areas customers faults fault_count hit lanes lane_count seed due
uploads:
flight: scenario areas
meter_device: load fault follow scanner received_at is_deaf answers
world: until others_wake areas segments phones mandates locals free_texts end groups group_count group_size concentrator_config err diag wallet_terms
END
}

# Members of "struct NAME {" in a header: one a line. Comments are gone, and what stands deeper than one level is
# a record of its own.
members() { # header, name
    sed -e 's|/\*.*\*/||' "$1" | awk -v name="$2" '
        $0 ~ "^struct " name " \\{$" { inside = 1; next }
        inside && /^\}/ { exit }
        !inside { next }
        /\/\*/ { sub(/\/\*.*/, ""); skip = 1 }
        skip == 2 { if (/\*\//) { sub(/.*\*\//, ""); skip = 0 } else next }
        skip == 1 { skip = 2 }
        { text = text $0 " " }
        END {
            depth = 0; flat = ""
            for (i = 1; i <= length(text); i++) {
                c = substr(text, i, 1)
                if (c == "{") depth++
                if (depth == 0) flat = flat c
                if (c == "}") depth--
            }
            count = split(flat, declarations, ";")
            for (i = 1; i <= count; i++) {
                d = declarations[i]
                if (match(d, /\(\*[a-z_0-9]+\)/)) { # pointer to a function or a row
                    print substr(d, RSTART + 2, RLENGTH - 3)
                    continue
                }
                gsub(/\[[^]]*\]/, "", d)
                parts = split(d, names, ",")
                for (k = 1; k <= parts; k++)
                    if (match(names[k], /[a-z_0-9]+ *$/)) {
                        word = substr(names[k], RSTART, RLENGTH); gsub(/ /, "", word); print word
                    }
            }
        }'
}

# Bodies of the functions that take an image.
bodies() { # source...
    awk '/^[a-z].*\(/ || /^ +.*struct image \*image/ { if (/struct image \*image/) takes = 1 }
        /^\{$/ { inside = takes; takes = 0 } inside { print } /^\}$/ { inside = 0 }' "$@"
}

# FILE:NAME of each record with an image, be it for others or inside its file.
records() {
    grep -rnoE --include='*.h' '^void [a-z_]+_image\(struct [a-z_]+ \*' base models sim |
        sed -E 's/^([^:]*):[0-9]+:void [a-z_]+_image\(struct ([a-z_]+) .*/\1:\2/'
    grep -rnoE --include='*.c' '^static void image_[a-z_]+\(struct [a-z_]+ \*' base models sim |
        sed -E 's/^([^:]*)\.c:[0-9]+:static void image_[a-z_]+\(struct ([a-z_]+) .*/\1.h:\2/; s/_image\.h:/.h:/' |
        while IFS=: read -r header name; do
            ! grep -q "^struct $name {" "$header" || echo "$header:$name"
        done
}

checked=0
broken=0
while IFS=: read -r header name; do
    source=${header%.h}_image.c
    [ -f "$source" ] || source=${header%.h}.c
    text=$(bodies "$source")
    spare=" $(spared | sed -n "s/^$name: *//p") "
    found=$(members "$header" "$name")
    [ -n "$found" ] || {
        echo "not ok - struct $name is found in $header"
        broken=1
    }
    for member in $found; do
        checked=$((checked + 1))
        case $spare in *" $member "*) continue ;; esac
        if ! grep -qE "(->|\.)$member\b" <<<"$text"; then
            echo "not ok - struct $name: $member is saved in $source, or spared in tests/check_images.sh"
            broken=1
        fi
    done
done < <(records | sort -u)
if [ $checked -lt 100 ]; then
    echo "not ok - records with an image are found"
    broken=1
fi
[ $broken -ne 0 ] || echo "ok - each of $checked members of records with an image is saved or spared"
exit $broken
