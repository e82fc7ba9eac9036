#!/bin/bash
# Prints docs/rules.md: for each rule of the system who does it, which test names it, which scenario shows it.
#
# Usage: tools/rules.sh >docs/rules.md
#
# A citation belongs to the function, type, table or macro that it stands in or before; one in the head of a file
# to the file. Names, not numbers of lines: the page changes when a rule finds another place, not with every edit.
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C

# Citations in files of C: id, file, what they belong to.
in_code() { # folders
    # shellcheck disable=SC2016
    find "$@" \( -name '*.c' -o -name '*.h' \) | sort | xargs awk '
    function owner(line) {
        if (match(line, /START_TEST\([a-z_0-9]+/)) return substr(line, RSTART + 11, RLENGTH - 11)
        if (line ~ /^#define /) { sub(/^#define +/, "", line); match(line, /^[A-Za-z_0-9]+/); return substr(line, 1, RLENGTH) }
        if (match(line, /[A-Za-z_0-9]+\(/)) return substr(line, RSTART, RLENGTH - 1)
        if (match(line, /[A-Za-z_0-9]+(\[[A-Za-z_0-9 ]*\])* *(=|;)/)) {
            line = substr(line, RSTART, RLENGTH); match(line, /^[A-Za-z_0-9]+/); return substr(line, 1, RLENGTH)
        }
        if (match(line, /(struct|enum|union) [a-z_0-9]+/)) {
            line = substr(line, RSTART, RLENGTH); sub(/^[a-z]+ /, "", line); return line
        }
        return ""
    }
    # A citation, or all of a range such as R-32..R-36.
    function cite(id) { if (inside != "") print id "\t" file "\t" inside; else ids[++waiting] = id }
    function range(from, to,   head, i, last) {
        head = from; sub(/[0-9]+$/, "", head); i = substr(from, length(head) + 1) + 0
        last = to; sub(/^[A-Z]+-?/, "", last)
        for (i++; i < last + 0; i++) cite(head (head ~ /^T$|TR-|CQ-|GS-/ ? i : sprintf("%02d", i)))
    }
    function give(name,   i) { for (i = 1; i <= waiting; i++) print ids[i] "\t" file "\t" name; waiting = 0 }
    FNR == 1 { if (file != "") give(""); file = FILENAME; inside = ""; has_code = 0; is_comment = 0 }
    {
        rest = " " $0
        line = $0
        if (!is_comment && line ~ /^[A-Za-z#]/ && line !~ /^#(include|if|endif|ifndef|ifdef|else|undef)/) {
            has_code = 1
            name = owner(line)
            if (name != "") { give(name); if (line !~ /;[^;]*$/) inside = name }
        } else if (match(line, /^\} \*?[a-z_0-9]+(\[[^]]*\])* = \{/)) {
            match(line, /[a-z_0-9]+/)
            inside = substr(line, RSTART, RLENGTH)
        } else if (line ~ /^#(include|ifndef)/ && !has_code) {
            give("")
        }
        while (match(rest, /[^-A-Za-z0-9](((R|INV|CQ|GS|TR)-[0-9]+)|(T([1-9]|1[0-9]|2[0-3])))([^A-Za-z0-9]|$)/)) {
            id = substr(rest, RSTART + 1, RLENGTH - 1)
            sub(/[^A-Za-z0-9]$/, "", id)
            rest = substr(rest, RSTART + length(id) + 1)
            if (before != "" && gap == "..") range(before, id)
            cite(id)
            before = id
            gap = substr(rest, 1, 2)
        }
        before = ""
        if (line ~ /\/\*/ && line !~ /\*\//) is_comment = 1
        if (line ~ /\*\//) is_comment = 0
        if ((line ~ /^\}/ && line !~ / = \{/) || (inside != "" && line ~ /^[A-Za-z#].*;[^;]*$/ && line !~ /\{/) ||
            (line ~ /^#define / && line !~ /\\$/)) inside = ""
    }
    END { give("") }'
}
# Citations in other files: id, file.
cited='(^|[^-A-Za-z0-9])((R|INV|CQ|GS|TR)-[0-9]+|T([1-9]|1[0-9]|2[0-3]))\b'
named() { # what grep found
    sed -E 's/^([^:]*):[^A-Z]?(.*)$/\2\t\1/' | sort -u
}

{
    in_code base protocol models line sim reports cli | sed 's/^/code\t/'
    in_code tests/unit | awk -F '\t' '{ n = split($2, part, "/"); sub(/[.][ch]$/, "", part[n]); print $1 "\t" part[n] "\t" $3 }' |
        sed 's/^/test\t/'
    find tests/steps -name '*.sh' ! -name '38-rules.sh' -print0 | sort -z | xargs -0 grep -oE "$cited" | named | sed -E 's|tests/steps/(.*)[.]sh|\1|; s/^/test\t/; s/$/\t/'
    for file in scenarios/*.yaml; do # what an expectation says that it shows, no comment
        grep -E '^ +source(_zh)?: ' "$file" | grep -oEH --label="$file" "$cited" || true
    done | named | sed -E 's|scenarios/(.*)[.]yaml|\1|; s/^/scenario\t/; s/$/\t/'
} | sort -u | awk -F '\t' '
    function cell(kind, id,   text, i, f, names) {
        text = ""
        for (i = 1; i <= files[kind, id]; i++) {
            f = list[kind, id, i]
            names = owners[kind, id, f]
            text = text (text == "" ? "" : "; ") "`" f "`" (names == "" ? "" : " " names)
        }
        return text == "" ? "-" : text
    }
    function step(text,   at) { # step that shows it, and what of it
        at = index(text " ", " ")
        return "step `" substr(text, 1, at - 1) "`" substr(text, at)
    }
    FILENAME == "-" {
        kind = $1; id = $2; f = $3
        if (!((kind, id, f) in owners)) { owners[kind, id, f] = ""; list[kind, id, ++files[kind, id]] = f }
        if ($4 != "") owners[kind, id, f] = owners[kind, id, f] (owners[kind, id, f] == "" ? "" : ", ") $4
        next
    }
    FNR == 1 {
        print "# Rules\n"
        print "<!-- made by tools/rules.sh, do not edit by hand -->\n"
        print "For each rule of the system: where it is done, which test names it, which scenario shows it. A dash means that there"
        print "is none; a rule without a place in the code is not built. What no scenario can show, a bill or the comparison of two"
        print "runs, a step of the tests does. What a rule says in full stands in the specification; the second column only tells what"
        print "it is about. The mutations that a test must notice are in tests/mutations/list.txt.\n"
        print "    tools/rules.sh >docs/rules.md       # writes this page anew"
    }
    /^# / { if (FNR > 1) print "\n## " substr($0, 3) "\n\n| rule | about | code | test | scenario |\n| --- | --- | --- | --- | --- |"; next }
    / [|] / {
        split($0, part, " [|] ")
        known[part[1]] = 1
        total++
        done += files["code", part[1]] > 0
        print "| " part[1] " | " part[2] " | " cell("code", part[1]) " | " cell("test", part[1]) " | " (3 in part ? step(part[3]) : cell("scenario", part[1])) " |"
    }
    END {
        print "\n" done " of " total " rules have a place in the code."
        for (key in files) {
            split(key, part, SUBSEP)
            if (part[1] == "code" && !(part[2] in known)) {
                print "rules: " list[key, 1] " cites " part[2] ", which tools/rules.txt does not have" >"/dev/stderr"
                failed = 1
            }
        }
        exit failed
    }' - tools/rules.txt
