# title: what is told of runs: totals over all scenarios, stories, comparisons, pages in Chinese
# group: code
# quick: yes
# cores: 1
# seconds: 300
. tests/steps/lib.sh
# value DATABASE SQL
value() {
    sqlite3 "$1" "$2"
}
equal() { # DATABASE, SQL of one figure, SQL of the same by another way
    local both
    mapfile -t both < <(sqlite3 "$1" "$2" "$3")
    [ ${#both[@]} -eq 2 ] && [ "${both[0]}" = "${both[1]}" ] || {
        echo "${both[0]} of: $2"
        echo "${both[1]} of: $3"
        return 1
    }
}
tile() { # page, name: the value above the name
    sed -n "s|.*<div class=\"tile\"><b>\([^<]*\)</b><span>$2</span>.*|\1|p" "$1" | tr -d ,
}
tile_is() { # page, name, value
    local got
    got=$(tile "$1" "$2")
    [ "$got" = "$3" ] || {
        echo "tile \"$2\" shows \"$got\", expected \"$3\""
        return 1
    }
}

# Opening a database takes longer than asking it: all questions of a run go to one process. `answers` holds the lines
# of each answer, or what was wrong with the question.
ask_all() { # database, questions
    local db=$1 number line
    shift
    answers=()
    while IFS= read -r line; do
        case $line in
        @*) number=${line#@} ;;
        *) answers[number]=${answers[number]+${answers[number]}$'\n'}$line ;;
        esac
    done < <({
        echo .nullvalue NULL
        for ((number = 1; number <= $#; number++)); do
            printf "SELECT '@%d';\n%s;\n" $((number - 1)) "${!number}"
        done
    } | sqlite3 "$db" 2>&1)
}
alike() { # question, its answer, another one, its answer
    [ -n "$2" ] && [ "$2" = "$4" ] || {
        echo "$2 of: $1"
        echo "$4 of: $3"
        return 1
    }
}

# Days, tiles and tables against the single records: the name of the case, a figure, the same by another way.
totals=(
    "cuts of the days are the cut orders that succeeded, by command and by crew"
    "SELECT sum(cuts) FROM v_daily"
    "SELECT count(*) FROM orders WHERE kind IN (0, 2) AND success_at IS NOT NULL"
    "restores too"
    "SELECT sum(restores) FROM v_daily"
    "SELECT count(*) FROM orders WHERE kind IN (1, 3, 5) AND success_at IS NOT NULL"
    "field orders"
    "SELECT sum(field_orders) FROM v_daily"
    "SELECT count(*) FROM orders WHERE kind IN (2, 3, 5)"
    "tries of orders are commands"
    "SELECT total(tries) FROM orders WHERE kind NOT IN (SELECT value FROM order_kind_name WHERE name IN ('recharge', 'reissue'))"
    "SELECT 0.0 + count(*) FROM command"
    "messages"
    "SELECT sum(sms) FROM v_daily"
    "SELECT count(*) FROM sms WHERE submitted_at IS NOT NULL"
    "money paid and posted, less what was undone and reversed"
    "SELECT sum(payments), sum(paid_fen), sum(posted_fen) FROM v_daily"
    "SELECT count(paid_at), coalesce(sum(amount_fen * ((paid_at > 0) - coalesce(undone_at > 0, 0))), 0),
         coalesce(sum(amount_fen * ((posted_at > 0) - coalesce(reversed_at > 0, 0))), 0) FROM payment"
    "customers off at the end of each day are those whose last supply is off"
    "SELECT group_concat(customers_off) FROM (SELECT customers_off FROM v_daily ORDER BY day)"
    "SELECT group_concat(n) FROM (SELECT (SELECT count(*) FROM (SELECT customer FROM supply WHERE at <
         (SELECT start_at FROM run) + (day + 1) * 86400000 GROUP BY customer
         HAVING sum(2 * is_on - 1) < 0)) AS n FROM v_daily ORDER BY day)"
    "who lost supply and who got it back is counted by the minute"
    "SELECT total(count) FILTER (WHERE series = 'supply-off'), total(count) FILTER (WHERE series = 'supply-on')
         FROM v_minute"
    "SELECT total(NOT is_on), total(is_on) FROM supply"
    "an outage that is open lasts to the end of the run"
    "SELECT count(*), CAST(coalesce(sum(round(seconds * 1000)), 0) AS INTEGER) FROM v_outage"
    "SELECT count(*) FILTER (WHERE NOT is_on), coalesce(sum(CASE WHEN is_on THEN at ELSE -at END), 0) +
         (SELECT end_at FROM run) * coalesce(sum(1 - 2 * is_on), 0) FROM supply"
    "every order stands in one row of the table of results"
    "SELECT sum(n) FROM (SELECT count(*) AS n FROM v_order o JOIN result_code_name r ON r.name = o.result
         GROUP BY o.kind, result)"
    "SELECT nullif(count(*), 0) FROM orders"
)
# A crew may find its work done, a hand close what no order may, a trip be let go: the tiles count relays (L4).
tiles=(
    "tile of cuts" "cuts (relays opened)"
    "SELECT count(*) FROM v_relay WHERE before IN ('closed', 'trip-delay') AND after NOT IN ('closed', 'trip-delay')"
    "tile of restores" "restores (relays closed)"
    "SELECT count(*) FROM v_relay WHERE after = 'closed' AND before <> 'trip-delay'
         AND (SELECT value FROM setting WHERE key = 'policy.restore_mode') IS NOT 'by-hand'"
    "tile of customers off" "customers off at the end"
    "SELECT count(*) FROM (SELECT 1 FROM supply GROUP BY customer HAVING sum(2 * is_on - 1) < 0)"
    "tile of payments" "payments"
    "SELECT count(paid_at) FROM payment"
    "tile of messages" "SMS"
    "SELECT count(*) FROM sms WHERE submitted_at IS NOT NULL"
)
check_totals() { # database, page, name
    local page=$2 name=$3 i questions=()
    for ((i = 0; i < ${#totals[@]}; i += 3)); do
        questions+=("${totals[i + 1]}" "${totals[i + 2]}")
    done
    for ((i = 0; i < ${#tiles[@]}; i += 3)); do
        questions+=("${tiles[i + 2]}")
    done
    ask_all "$1" "${questions[@]}"
    for ((i = 0; i < ${#totals[@]}; i += 3)); do
        case_is "$name: ${totals[i]}" alike "${totals[i + 1]}" "${answers[i / 3 * 2]-}" \
            "${totals[i + 2]}" "${answers[i / 3 * 2 + 1]-}"
    done
    for ((i = 0; i < ${#tiles[@]}; i += 3)); do
        case_is "$name: ${tiles[i]}" tile_is "$page" "${tiles[i + 1]}" "${answers[${#totals[@]} / 3 * 2 + i / 3]-}"
    done
}
# The first nine of the catalogue are enough for --quick.
is_looked_at() { # name of a scenario
    [ "$FK_QUICK" = 0 ] || [[ $1 == s-0* ]]
}
for file in scenarios/*.yaml; do
    name=$(basename "$file" .yaml)
    case $name in *-x100) continue ;; esac
    is_looked_at "$name" || continue
    "$FEIKONG" run "$file" --quiet --out "$FK_TMP/$name" >/dev/null 2>&1
    [ "$(value "$FK_TMP/$name/run.db" "SELECT level FROM run")" = 0 ] && continue
    check_totals "$FK_TMP/$name/run.db" "$FK_TMP/$name/report.html" "$name"
done
# Worlds of the hunt in which crews switch: field orders, late answers, repeats.
found=0
for seed in $(seq 1 300); do
    "$FEIKONG" hunt --show "$seed" >"$FK_TMP/world.yaml"
    "$FEIKONG" run "$FK_TMP/world.yaml" --quiet --set recording=events --out "$FK_TMP/world" >/dev/null 2>&1
    [ "$(value "$FK_TMP/world/run.db" \
        "SELECT count(*) > 1 FROM orders WHERE kind IN (2, 3) AND success_at IS NOT NULL")" = 1 ] || continue
    check_totals "$FK_TMP/world/run.db" "$FK_TMP/world/report.html" "world $seed"
    found=$((found + 1))
    [ $found -lt 2 ] || break
done
case_is "in two worlds crews switch" test $found = 2

# A run, a story and a comparison in Chinese: no English is left but names, ids and SQL.
cat >"$FK_TMP/zh.yaml" <<END
extends: [$FK_ROOT/scenarios/s-04-field.yaml]
id: ZH-1
title: 加密机故障，停电转现场
story: 加密机故障四小时，当日命令全部失败。
days: 4
limits: {field_cut_days: 1}
expectations:
  - {name: 停电次数, source: R-12, sql: SELECT sum(cuts) FROM v_daily, equals: "0"}
  - {name: 查询出错, source: R-12, sql: SELECT count(*) FROM v_order, equals: "0"}
payments:
  - {at: D2 12:00, amount: 100.00 CNY, channel: alipay, who: {group: G2, class: 0}}
  - {at: D9 12:00, amount: 100.00 CNY, channel: alipay, who: {group: G2, class: 0}}
END
(cd "$FK_TMP" && "$FEIKONG" run zh.yaml --lang zh --out zh >zh.txt)
case_is "in the run invariants are violated and something never happens" equal "$FK_TMP/zh/run.db" \
    "SELECT (SELECT count(*) > 50 FROM violation), (SELECT count(*) FROM remark)" "SELECT 1, 1"
"$FEIKONG" story "$FK_TMP/zh" 0 --lang zh --out "$FK_TMP/zh" >"$FK_TMP/story.txt"
"$FEIKONG" run "$FK_TMP/zh.yaml" --set days=3 --lang zh --out "$FK_TMP/zh-3" >/dev/null
"$FEIKONG" compare "$FK_TMP/zh" "$FK_TMP/zh-3" --lang zh --out "$FK_TMP/zh" >"$FK_TMP/compare.txt"
# What people read of a page: no style, no code, no tags.
read_page() {
    sed -e '/<style>/,/<\/style>/d' "$1" | tr '\n' ' ' |
        sed -E 's/<(code|pre|title|desc)[^>]*>[^<]*<\/[a-z]*>/ /g; s/<td class="mono">[^<]*</ </g; s/<[^>]*>/\n/g'
}
# Names, ids and units that are the same in every language; keys and views have a "." or "_" in them.
same='INV|RPT|min|CON|CUT|FLD|PAY|POP|RST|THR|CNY|Feikong|feikong|SQLite|docs|days|faults|payments|reads|queries'
no_english() { # text on standard input: no word of three letters that is none of these
    local words
    words=$(sed -E "s|$FK_TMP[^ )]*||g; s/[0-9a-f]{16}//g; s/[A-Za-z0-9_.-]*[.](yaml|md|db|html)//g; s/recording=[a-z]*//g; s/--[a-z]*//g; \
        s/feikong [a-z]+//g; s/[a-z]+([._][a-z]+)+(: [a-z-]+)?//g" |
        grep -oE '[A-Za-z][A-Za-z]{2,}' | grep -vxE "$same" | sort -u | paste -sd ' ' -)
    [ -z "$words" ] || {
        echo "English: $words"
        return 1
    }
}
case_is "units are Chinese too: off from D2 08:30 to the end of D3" tile_is "$FK_TMP/zh/report.html" 最长停电 "39.5 小时"
for page in report story-0 compare; do
    read_page "$FK_TMP/zh/$page.html" >"$FK_TMP/page.txt"
    case_is "the page $page is Chinese" grep -q '停电' "$FK_TMP/page.txt"
    case_is "and nothing else" no_english <"$FK_TMP/page.txt"
done
"$FEIKONG" hunt --seeds 1-20 --lang zh >"$FK_TMP/hunt.txt"
for name in zh story compare hunt; do
    case_is "the console of $name is Chinese" no_english <"$FK_TMP/$name.txt"
done

# Scenarios that come with the program tell everything in both languages; codes stay.
mapfile -t told < <(grep -l '^title_zh: ' scenarios/*.yaml)
case_is "scenarios have Chinese titles: ${#told[@]}, at least 17" test "${#told[@]}" -ge 17
for file in "${told[@]}"; do
    name=$(basename "$file" .yaml)
    is_looked_at "$name" || continue
    case $name in *-x100) "$FEIKONG" run "$file" --set days=1 --set population.concentrators=5 --out "$FK_TMP/$name" >/dev/null 2>&1 ;; esac
    case_is "$name: title, story and expectations are told in Chinese" test -z "$(value "$FK_TMP/$name/run.db" \
        "WITH texts (t, must) AS (SELECT title_zh, 1 FROM run UNION ALL SELECT story_zh, 1 FROM run
         UNION ALL SELECT name_zh, 1 FROM expectation UNION ALL SELECT source_zh, 0 FROM expectation)
         SELECT t FROM texts WHERE t GLOB '*[a-z][a-z][a-z]*' OR must AND NOT t GLOB '*[一-龥]*'")"
    case_is "$name: and in English" test "$(value "$FK_TMP/$name/run.db" \
        "SELECT length(title) > 0 AND title <> title_zh AND length(story) > 0 FROM run")" = 1
done

# In a narrow window and on paper: every figure is there once more, drawn narrow, and folds are open.
count_of() { # pattern, file
    grep -o -- "$1" "$2" | wc -l
}
for page in report story-0 compare; do
    file=$FK_TMP/zh/$page.html
    case_is "$page: every figure is drawn wide and narrow" \
        test "$(count_of '<div class="wide">' "$file")-$(count_of '^ *width="1080"' "$file")" = \
        "$(count_of '<div class="narrow">' "$file")-$(count_of '^ *width="640"' "$file")"
    case_is "$page: at least one" test "$(count_of '^ *width="640"' "$file")" -ge 1
    case_is "$page: no figure is wider than the window" eval '! grep -q "min-width:900px" "$file"'
    case_is "$page: folds are open on paper" grep -qF '.fold::details-content{content-visibility:visible' "$file"
done
case_is "expectations that hold are such a fold" grep -q '<details class="fold">' "$FK_TMP/s-08/report.html"

# Pages lead to each other; those of an earlier run are named and left alone.
mkdir -p "$FK_TMP/two/b c"
(cd "$FK_TMP/two" && "$FEIKONG" run s-56 --quiet --out a && "$FEIKONG" run s-56 --set days=2 --what-if --quiet --out "b c" &&
    "$FEIKONG" story a 0 --out a && "$FEIKONG" story a 7 --out a && "$FEIKONG" compare a "b c" --out "b c") >/dev/null 2>&1
case_is "a story leads to the report" grep -qF '<a href="report.html">Report of the run</a>' "$FK_TMP/two/a/story-0.html"
case_is "the report leads to its stories" test "$(grep -o 'href="story-[0-9]*.html">Customer [0-9]*<' "$FK_TMP/two/a/report.html" |
    paste -sd ' ' -)" = 'href="story-0.html">Customer 0< href="story-7.html">Customer 7<'
case_is "a comparison leads to both reports" grep -qF 'A: <a href="../a/report.html">' "$FK_TMP/two/b c/compare.html"
case_is "and is led to where it stands" grep -qF 'B: <a href="report.html">' "$FK_TMP/two/b c/compare.html"
case_is "from the report beside it" grep -qF '<a href="compare.html">Comparison</a>' "$FK_TMP/two/b c/report.html"
before=$(cksum <"$FK_TMP/two/a/story-7.html")
(cd "$FK_TMP/two" && "$FEIKONG" run s-56 --quiet --out a) >"$FK_TMP/two/again" 2>&1
case_is "pages of an earlier run are named" grep -qxF '  note  a/story-7.html is of an earlier run: make it again, or remove it' "$FK_TMP/two/again"
case_is "and stay" test "$before" = "$(cksum <"$FK_TMP/two/a/story-7.html")"
case_is "and the report does not lead to them" eval '! grep -q story-7.html "$FK_TMP/two/a/report.html"'
(cd "$FK_TMP/two" && "$FEIKONG" story a 0 --out a) >/dev/null
case_is "but to a new one" test "$(grep -o 'href="story-[0-9]*' "$FK_TMP/two/a/report.html")" = 'href="story-0'

# The day of a figure.
day_of() { # folder, options of run...
    "$FEIKONG" run s-04 --quiet --out "$@" >/dev/null && sed -n 's/^day = //p' "$FK_TMP/day/figures/timeline.gp"
}
case_is "the figure shows the day of the fault" test "$(day_of "$FK_TMP/day")" = 1
case_is "or the one that is asked for" test "$(day_of "$FK_TMP/day" --day 2)" = 2
case_is "be it the first" test "$(day_of "$FK_TMP/day" --day 0)" = 0
case_is "a day that is not there is refused" eval '! day_of "$FK_TMP/day" --day 3 2>/dev/null'

# A gnuplot that hangs costs the figures, a signal the page.
mkdir "$FK_TMP/bin"
printf '#!/bin/bash\nexec sleep 60\n' >"$FK_TMP/bin/gnuplot"
chmod +x "$FK_TMP/bin/gnuplot"
for command in "story $FK_TMP/zh 0" "compare $FK_TMP/zh $FK_TMP/zh-3"; do
    folder=$FK_TMP/stop-${command%% *}
    # shellcheck disable=SC2086
    PATH=$FK_TMP/bin:$PATH "$FEIKONG" $command --out "$folder" >/dev/null 2>"$FK_TMP/err" &
    run=$!
    until compgen -G "$folder/figures/*.log" >/dev/null; do kill -0 $run || break; done
    kill -TERM $run
    wait $run
    code=$?
    case_is "${command%% *}: SIGTERM ends figures: exit 3" test $code -eq 3
    case_is "and says so" test "$(cat "$FK_TMP/err")" = "feikong ${command%% *}: interrupted; no page was written"
    case_is "and leaves no page" bash -c "! compgen -G '$folder/*.html*'"
done
