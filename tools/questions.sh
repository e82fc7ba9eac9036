#!/bin/bash
# Prints docs/questions.md: each of the hundred questions with where it is answered.
#
# Usage: tools/questions.sh >docs/questions.md     (FEIKONG names the program, else build/feikong)
#
# The questions and the scenarios that answer them are a table of the program (reports/questions/). The others tell
# by tags: a word such as Q39 in a comment of a scenario, in a source of the models or beside a report. Exit 1, after a
# sentence for each, if a scenario that answers a question does not say so, a tag names no question, or a page is missing.
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C
program=${FEIKONG:-build/feikong}

tagged() { # what grep found, "file:Q39" a line: number and file
    sed -E 's/^([^:]*):[^Q]*Q([0-9]+)$/\2\t\1/' | sort -u
}
tag='(^|[^A-Za-z0-9])Q[0-9]+\b'
{
    "$program" question --csv | sed -E '1d
        s/^([0-9]+),"([^"]*)","([^"]*)",([a-z]+),([^,]*),"([^"]*)","([^"]*)"$/question\t\1\t\2\t\3\t\4\t\5\t\6\t\7/'
    grep -oE "^ *#.*" scenarios/*.yaml | grep -E "$tag" |
        awk '{ file = $0; sub(/:.*/, "", file); gsub(/.*\/|[.]yaml/, "", file); before = 0
               while (match($0, /[^A-Za-z0-9]Q[0-9]+/)) {
                   n = substr($0, RSTART + 2, RLENGTH - 2) + 0
                   gap = substr($0, 1, RSTART)
                   if (before && gap ~ /^(-|[.][.]| to |\342\200\223)$/) # Q18 to Q21: those between, too
                       while (++before < n) print "scenario\t" before "\t" file
                   print "scenario\t" n "\t" file
                   before = n
                   $0 = substr($0, RSTART + RLENGTH)
               } }' | sort -u
    # Beside a report: the row follows its tags.
    awk '/^ *\/\* Q[0-9, Q]* \*\/$/ { tags = $0; next }
         tags != "" { split($0, part, "\""); n = split(tags, word, /[^0-9]+/)
                      for (i = 1; i <= n; i++) if (word[i] != "") print "report\t" word[i] "\t" part[2]; tags = "" }' \
        reports/run/run_rpt.c
    find base models line sim \( -name '*.c' -o -name '*.h' \) | sort | xargs grep -oE "$tag" | tagged | sed 's/^/model\t/'
} | awk -F '\t' '
    function complain(text) { print "questions: " text >"/dev/stderr"; failed = 1 }
    function list(kind, n,   text, i) {
        for (i = 1; i <= count[kind, n]; i++) text = text (i > 1 ? ", " : "") "`" item[kind, n, i] "`"
        return text == "" ? "-" : text
    }
    function add(kind, n, what) { item[kind, n, ++count[kind, n]] = what; has[kind, n, what] = 1 }
    $1 == "question" {
        n = $2; last = n; part[n] = $3; part_zh[n] = $4; answer[n] = $5; where[n] = $6; en[n] = $7; zh[n] = $8
        next
    }
    { add($1, $2, $3); if (!($2 in answer)) complain($3 " has the tag Q" $2 ", and there is no such question") }
    END {
        print "# The hundred questions\n"
        print "<!-- made by tools/questions.sh, do not edit by hand -->\n"
        print "What people ask who run remote fee control, in our words, and where the answer is. `feikong question N` prints it, with the"
        print "figures of runs made on the spot (`--lang zh` in Chinese); where a document answers, no run can. *Open* are those whose"
        print "scenario is not built yet. The other columns are found by tags (Q39) in scenarios, reports and models. A dash: none.\n"
        print "运行远程费控的人会问的一百个问题及其答案所在。`feikong question N --lang zh` 当场运行并给出数字。\n"
        print "    tools/questions.sh >docs/questions.md     # writes this page anew"
        for (n = 1; n <= last; n++) {
            if (part[n] != part[n - 1]) {
                print "\n## " part[n] " " part_zh[n] "\n"
                print "| no | question | 问题 | answered by | also shown by | reports | models |"
                print "| --- | --- | --- | --- | --- | --- | --- |"
            }
            total[answer[n]]++
            size = split(where[n], name, " ")
            by = ""
            others = ""
            for (i = 1; i <= size; i++) {
                if (answer[n] == "document") {
                    file = name[i]; sub(/^docs\//, "", file)
                    by = "[" file "](" file ")"
                    if ((getline line <name[i]) < 0) complain("question " n " is answered by " name[i] ", which is not there")
                    close(name[i])
                    continue
                }
                by = by (by == "" ? "" : ", ") "`" name[i] "`"
                is_there = (getline line <("scenarios/" name[i] ".yaml")) >= 0
                close("scenarios/" name[i] ".yaml")
                if (is_there && !has["scenario", n, name[i]]) complain("scenarios/" name[i] ".yaml answers question " n " and has no tag Q" n)
                if (!is_there && answer[n] != "open") complain("question " n " is answered by " name[i] ", which is not there")
                mine[n, name[i]] = 1
            }
            for (i = 1; i <= count["scenario", n]; i++)
                if (!((n, item["scenario", n, i]) in mine)) others = others (others == "" ? "" : ", ") "`" item["scenario", n, i] "`"
            print "| " n " | " en[n] " | " zh[n] " | " (answer[n] == "open" ? "*open*: " : "") by " | " (others == "" ? "-" : others) " | " list("report", n) " | " list("model", n) " |"
        }
        if (last != 100) complain("the table ends with question " last + 0)
        print "\n" total["run"] + 0 " questions are answered by a run, " total["document"] + 0 " by a document, " total["open"] + 0 " are open."
        exit failed
    }'
