#!/bin/sh
# Makes the man pages and the bash completion of feikong from what its commands say of themselves.
#
# Usage: tools/manual.sh PROGRAM FOLDER     writes FOLDER/man1/feikong*.1 and FOLDER/feikong.bash
set -eu
program=$1
out=$2
mkdir -p "$out/man1"
version=$("$program" --version | sed 's/^[^ ]* //')
commands=$("$program" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
summary() { # command
    "$program" --help | sed -n "s/^  $1  *\(.*\)/\1/p" | head -n 1
}

# Help text to roff: Usage, tables of two columns, paragraphs, and the closing Exit and Example.
page() { # name, one line, help text on standard input
    awk -v name="$1" -v line="$2" -v version="$version" '
    function text(s) { gsub(/\\/, "\\e", s); gsub(/-/, "\\-", s); if (s ~ /^[.\x27]/) s = "\\&" s; return s }
    function section(s) { print ".SH " s; mode = "text" }
    BEGIN {
        upper = toupper(name)
        print ".TH " upper " 1 \"\" \"Feikong " version "\" \"Feikong\""
        print ".SH NAME\n" text(name) " \\- " text(line)
        mode = "head"
    }
    /^Usage:/ { section("SYNOPSIS"); print ".nf"; sub(/^Usage: */, ""); print text($0); mode = "usage"; next }
    mode == "usage" && /^ +feikong/ { sub(/^ +/, ""); print text($0); next }
    mode == "usage" { print ".fi"; section("DESCRIPTION"); for (i = 1; i <= kept; i++) print text(first[i]) }
    mode == "head" { first[++kept] = $0; next }
    /^Exit( code)?:/ { section("EXIT STATUS"); sub(/^Exit( code)?: */, "") }
    /^Signals:/ { section("SIGNALS"); sub(/^Signals: */, "") }
    /^Example:/ { section("EXAMPLES"); sub(/^Example: */, ""); print ".nf"; if ($0 != "") print text($0); mode = "code"; next }
    mode == "code" { print text($0); next }
    /^[A-Z][a-z]*:?$/ { sub(/:$/, ""); print ".SS " $0; mode = "text"; next }
    /^  [^ ].*[^ ]  +[^ ]/ {
        head = $0; sub(/^  /, "", head); tail = head
        match(head, /  +/); tail = substr(head, RSTART + RLENGTH); head = substr(head, 1, RSTART - 1)
        print ".TP\n.B " text(head) "\n" text(tail); mode = "table"; next
    }
    /^   / && mode == "table" { sub(/^ +/, ""); print text($0); next }
    /^ *$/ { blank = 1; mode = "text"; next }
    blank { print ".PP"; blank = 0 }
    { sub(/^ +/, ""); print text($0) }
    END { if (mode == "code" || mode == "usage") print ".fi" }' >"$out/man1/$1.1"
}
"$program" --help | page feikong "simulator and conformance test harness for remote prepaid electricity"
for command in $commands; do
    [ "$command" = help ] || "$program" "$command" --help | page "feikong-$command" "$(summary "$command")"
done
"$program" conform run --help | page feikong-conform-run "test a meter"

options() { # command...
    "$program" "$@" --help | grep -oE -e '(^|[^a-z-])--[a-z][a-z0-9-]*' | grep -oE -e '--.*' | sort -u | tr '\n' ' '
}
{
    echo "# bash completion of feikong $version"
    echo "_feikong() {"
    echo "    local word=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]:-} words="
    echo "    if [ \"\$COMP_CWORD\" -eq 1 ]; then"
    echo "        words='$(echo "$commands" | tr '\n' ' ')--help --version'"
    echo "    else"
    echo "        case \$command in"
    for command in $commands; do
        case $command in
        help) echo "        help) words='$(echo "$commands" | tr '\n' ' ')scenario' ;;" ;;
        conform) echo "        conform) words='$("$program" conform --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | tr '\n' ' ')$(options conform run)' ;;" ;;
        *) echo "        $command) words='$(options "$command")' ;;" ;;
        esac
    done
    echo "        esac"
    echo "    fi"
    echo "    mapfile -t COMPREPLY < <(compgen -W \"\$words\" -- \"\$word\")"
    echo "}"
    echo "complete -o default -F _feikong feikong"
} >"$out/feikong.bash"
