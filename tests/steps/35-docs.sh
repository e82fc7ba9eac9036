# title: what the documents name is there: files, links, scenarios, commands
# group: code
# quick: yes
# cores: 1
# seconds: 60
. tests/steps/lib.sh
pages=$(source_files README.md CONTRIBUTING.md CHANGELOG.md 'docs/*.md')
rooms=$(source_files '*.c' '*.h' '*.sh' '*.yaml' | sed -n 's|/.*||p' | sort -u | paste -sd '|' -)

# Words of a page that look like files or folders of the project, one a line: ROOM/... anywhere, and names of
# sources alone between backquotes. A `*` stands for what differs; a test id is no file.
named_files() { # page
    # shellcheck disable=SC2016
    {
        grep -oE "(^|[^A-Za-z0-9_./-])($rooms)/[A-Za-z0-9_./*-]*" "$1" | sed -E 's/^[^A-Za-z]//; s/[.]+$//'
        grep -oE '`[A-Za-z0-9_*-]+\.(c|h|sh)`' "$1" | tr -d '`'
    } | sort -u
}
is_there() { # file or folder, or name of a source
    case $1 in
    */*) compgen -G "$1" >/dev/null ;;
    *) source_files '*.c' '*.h' '*.sh' | grep -qE "(^|/)$(sed 's/[.]/[.]/g; s/[*]/[^\/]*/g' <<<"$1")\$" ;;
    esac
}
missing_files() { # page; what the reader is going to write is called my-..., what a hunt finds hunt-out/
    local name
    named_files "$1" | while read -r name; do
        case $name in */my-* | hunt-out/*) ;; *) is_there "$name" || echo "$name" ;; esac
    done
}
missing_links() { # page
    local target
    grep -oE '\]\([^)#:]+' "$1" | sed 's/^](//' | sort -u | while read -r target; do
        [ -e "$(dirname "$1")/$target" ] || echo "$target"
    done
}
nothing() { # command...
    local output
    output=$("$@")
    [ -z "$output" ] || {
        printf '%s\n' "$output"
        return 1
    }
}
count=0
for page in $pages; do
    case_is "files that $page names are there" nothing missing_files "$page"
    case_is "links of $page lead somewhere" nothing missing_links "$page"
    count=$((count + $(named_files "$page" | wc -l)))
done
case_is "$count files are named, more than 60" test $count -gt 60

case_is "no line of CHANGELOG.md stands there twice" nothing uniq -d <(grep '^\* ' CHANGELOG.md | sort)

# The check itself.
cat >"$FK_TMP/page.md" <<'END'
Into `base/nowhere.c`, `nowhere.h`, base/err.*, tests/steps/35-*.sh, `docs/`, [a link](gone.md) and scenarios/my-own.yaml.
END
found=$(missing_files "$FK_TMP/page.md" | paste -sd ' ' -)
case_is "a file that is gone is found" test "$found" = "base/nowhere.c nowhere.h"
case_is "a link that is gone is found" test "$(missing_links "$FK_TMP/page.md")" = gone.md

# What there is, README.md tells.
for file in scenarios/*.yaml; do
    case_is "README.md tells of scenario $(basename "$file" .yaml)" grep -q "^|.*\`$(basename "$file" .yaml)\`" README.md
done
for command in $("$FEIKONG" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    case_is "README.md shows feikong $command" grep -qE "feikong $command " README.md
done

# Which interface carries which message.
interfaces() { # the table of docs/architecture.md, out of the table of messages
    awk '/\.name = "/ { split($0, part, "\""); name = part[2] }
        { while (match($0, /\{[A-Z_]+, [A-Z_]+, [0-9]+\}/)) {
            split(substr($0, RSTART + 1, RLENGTH - 2), way, ", ")
            $0 = substr($0, RSTART + RLENGTH)
            if (way[3] > 0) print way[3], tolower(way[1]) " to " tolower(way[2]) ": " name } }' \
        models/house/message_table.c | sort -k1,1n -s | awk '{ n = $1; sub(/^[0-9]+ /, "")
            gsub(/fee/, "fee control"); sub(/: /, " `"); $0 = $0 "`"; split($0, part, " `")
            key = n SUBSEP part[1]
            if (!(key in names)) { order[++count] = key; number[count] = n; way[count] = part[1] }
            names[key] = names[key] (key in seen ? ", " : "") "`" part[2]; seen[key] = 1 }
        END { for (i = 1; i <= count; i++) print "| I" number[i] " | " way[i] " | " names[order[i]] " |" }'
}
same_interfaces() { # page
    diff <(sed -n '/<!-- interfaces/,/^## /s/^| I/| I/p' "$1") <(interfaces)
}
case_is "docs/architecture.md has the messages of every interface" same_interfaces docs/architecture.md
sed 's/^| I4 .*/| I4 | marketing to fee control | `balance` |/' docs/architecture.md >"$FK_TMP/page.md"
case_is "a message that is missing there is found" eval '! same_interfaces "$FK_TMP/page.md" >/dev/null'
