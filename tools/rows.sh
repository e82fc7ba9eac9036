#!/bin/bash
# Writes docs/rows.md: each row of the facts of DL/T 645-2007 and the unit tests that name it.
#
# Usage: tools/rows.sh >docs/rows.md
#
# Rows: tools/protocol_rows.txt. A test names one as "row 2.1-3", several as "row 6.2-1 to row 6.2-16". Exit code: 1 if a
# test names a row that is none.
set -u
cd "$(dirname "$0")/.." || exit 1
grep -noE 'row [0-9](\.[0-9])?-[0-9]+( to row [0-9](\.[0-9])?-[0-9]+)?' -r tests/unit/protocol tests/unit/line --include='*.c' | LC_ALL=C sort |
    awk -F ':' '
    BEGIN {
        while ((getline line < "tools/protocol_rows.txt") > 0) {
            if (line ~ /^#/) continue
            n = split(line, part, " \\| ")
            if (n != 4) { print "tools/protocol_rows.txt: " line > "/dev/stderr"; bad = 1 }
            order[++rows] = part[1]
            layer[part[1]] = part[2]; sure[part[1]] = part[3]; text[part[1]] = part[4]
        }
    }
    function note(id, file) {
        if (!(id in layer)) { print file ": names row " id ", which is none" > "/dev/stderr"; bad = 1; return }
        sub(/.*\//, "", file); sub(/\.c$/, "", file)
        if (index(" " tests[id] " ", " `" file "` ") == 0) tests[id] = tests[id] (tests[id] == "" ? "" : " ") "`" file "`"
    }
    {
        count = split($3, word, " ")
        if (count == 2) { note(word[2], $1); next }
        from = word[2]; to = word[5]
        section = from; sub(/-.*/, "", section); sub(/.*-/, "", from); sub(/.*-/, "", to)
        for (i = from + 0; i <= to + 0; i++) note(section "-" i, $1)
    }
    END {
        for (i = 1; i <= rows; i++) {
            id = order[i]
            if (tests[id] != "") named++
            else if (layer[id] == "protocol") { open_rows++; left = left (left == "" ? "" : ", ") id }
            else if (layer[id] == "open") { none = none (none == "" ? "" : ", ") id }
            others[layer[id]]++
        }
        print "# Rows of DL/T 645-2007 and who tests them\n"
        print "Made by tools/rows.sh from tools/protocol_rows.txt and the unit tests; the facts themselves are told in"
        print "[protocol.md](protocol.md). A row is numbered by its section there and its place in it. A: two sources or the"
        print "standard, B: one source, C: inferred.\n"
        print rows " rows: " named " are named by a unit test of the protocol layer, " open_rows + 0 " of its own are open;"
        print others["meter"] + 0 " say how a meter acts and " others["line"] + 0 " how a line is driven, which the tests of those layers and the conformance suite"
        print "check without these numbers; " others["open"] + 0 " are not done by anybody.\n"
        print "Open in the protocol layer: " (left == "" ? "none" : left) ".\n"
        print "Not done by anybody: " (none == "" ? "none" : none) ".\n"
        print "| Row | What it says | Sure | Done by | Tests |\n|---|---|---|---|---|"
        for (i = 1; i <= rows; i++) {
            id = order[i]
            print "| " id " | " text[id] " | " sure[id] " | " layer[id] " | " (tests[id] == "" ? "-" : tests[id]) " |"
        }
        exit bad
    }'
