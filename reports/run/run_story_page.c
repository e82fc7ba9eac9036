#include "reports/page/html.h"
#include "reports/plot/plot.h"
#include "reports/plot/plot_figures.h"
#include "reports/plot/plot_sql.h"
#include "reports/run/compare.h"
#include "reports/run/run_links.h"
#include "reports/run/run_page.h"
#include "reports/run/run_story.h"

#include <stdlib.h>
#include <string.h>

#define PATH_SIZE 4096

/* SQL, gnuplot and texts, laid out by hand. */
/* clang-format off */

#define START "(SELECT start_at FROM run)"
#define END   "(SELECT end_at FROM run)"
#define MINE  "customer = :number"

/* Bands of the five lanes: begin and end in hours, lane from below, name, name in Chinese, colour.
 * A relay or supply stands before its first change as that says; a decision too. */
static const char band_rows[] =
    "WITH d AS (SELECT at, lead(at, 1, " END ") OVER (ORDER BY at, seq) AS to_at, after AS state"
    " FROM decision WHERE " MINE
    " UNION ALL SELECT " START ", at, before FROM (SELECT * FROM decision WHERE " MINE
    " ORDER BY at, seq LIMIT 1)), "
    "r AS (SELECT at, lead(at, 1, " END ") OVER (ORDER BY at, seq) AS to_at, after AS state"
    " FROM relay WHERE " MINE
    " UNION ALL SELECT " START ", at, before FROM (SELECT * FROM relay WHERE " MINE
    " ORDER BY at, seq LIMIT 1)), "
    "s AS (SELECT at, lead(at, 1, " END ") OVER (ORDER BY at, seq) AS to_at, is_on"
    " FROM supply WHERE " MINE
    " UNION ALL SELECT " START ", at, 1 - is_on FROM (SELECT * FROM supply WHERE " MINE
    " ORDER BY at, seq LIMIT 1)"
    " UNION ALL SELECT " START ", " END ", 1 WHERE NOT EXISTS (SELECT 1 FROM supply WHERE " MINE ")"
    " AND EXISTS (SELECT 1 FROM decision WHERE " MINE ") AND " SQL_FIRST_DAY " = 0), "
    "bands AS ("
    "SELECT at, to_at, 5 AS lane, n.name, n.name_zh, CASE WHEN state <= 1 THEN 0x5aae61"
    " WHEN state <= 3 THEN 0xf1c75b WHEN state <= 8 THEN 0xe08214 WHEN state <= 10 THEN 0xc0392b"
    " WHEN state <= 12 THEN 0x762a83 ELSE 0x2166ac END AS colour"
    " FROM d JOIN fee_state_name n ON n.value = state"
    " UNION ALL SELECT created_at, CASE WHEN state IN (5, 6, 10, 11, 12) THEN coalesce(closed_at,"
    " success_at, changed_at) ELSE " END " END, 4, n.name, n.name_zh,"
    " CASE WHEN code = 1 THEN 0xe08214 ELSE 0x762a83 END"
    " FROM orders JOIN order_kind_name n ON n.value = kind WHERE " MINE
    " UNION ALL SELECT coalesce(sent_at, answered_at), coalesce(answered_at, " END "), 3,"
    " CASE n1 WHEN 26 THEN 'trip' WHEN 27 THEN 'permit' ELSE 'close' END,"
    " CASE n1 WHEN 26 THEN '跳闸' WHEN 27 THEN '合闸允许' ELSE '合闸' END,"
    " CASE WHEN code = 1 THEN 0x5aae61 ELSE 0x762a83 END FROM command WHERE " MINE
    " UNION ALL SELECT at, to_at, 2, n.name, n.name_zh,"
    " CASE state WHEN 0 THEN 0x5aae61 WHEN 3 THEN 0xc0392b ELSE 0xe08214 END"
    " FROM r JOIN relay_state_name n ON n.value = state"
    " UNION ALL SELECT at, to_at, 1, CASE is_on WHEN 1 THEN 'on' ELSE 'off' END,"
    " CASE is_on WHEN 1 THEN '有电' ELSE '停电' END,"
    " CASE is_on WHEN 1 THEN 0x5aae61 ELSE 0xc0392b END FROM s) "
    "SELECT " SQL_HOUR("at") " AS begin, " SQL_HOUR("to_at") " AS end, lane, name, name_zh, colour"
    " FROM bands WHERE at IS NOT NULL ORDER BY lane, at";

/* M1 and M2 as sums in steps, M3 where it was told: hour, layer, CNY. */
static const char money_rows[] =
    "WITH moves (at, id, layer, fen) AS ("
    "SELECT paid_at, id, 1, amount_fen FROM payment WHERE " MINE " AND paid_at IS NOT NULL"
    " UNION ALL SELECT undone_at, id, 1, -amount_fen FROM payment WHERE " MINE
    " AND undone_at IS NOT NULL"
    " UNION ALL SELECT posted_at, id, 2, amount_fen FROM payment WHERE " MINE
    " AND posted_at IS NOT NULL"
    " UNION ALL SELECT reversed_at, id, 2, -amount_fen FROM payment WHERE " MINE
    " AND reversed_at IS NOT NULL) "
    "SELECT " SQL_HOUR("at") " AS hour, layer,"
    " sum(fen) OVER (PARTITION BY layer ORDER BY at, id, fen DESC) / 100.0 AS value FROM moves"
    " UNION ALL SELECT " SQL_HOUR("at") ", 3, available_fen / 100.0 FROM decision WHERE " MINE
    " UNION ALL SELECT " SQL_HOUR("created_at") ", 3, available_fen / 100.0 FROM strategy"
    " WHERE " MINE
    " UNION ALL SELECT " SQL_HOUR("at") ", 3, available_fen / 100.0 FROM calculation WHERE " MINE
    " UNION ALL SELECT " SQL_HOUR("at") ", 3, value_fen / 100.0 FROM balance_query"
    " WHERE " MINE " AND layer = 2"
    " UNION ALL SELECT 0, 1, 0 UNION ALL SELECT 0, 2, 0"
    " UNION ALL SELECT " SQL_HOUR(END) ", 1, (SELECT total(fen) / 100.0 FROM moves"
    " WHERE layer = 1)"
    " UNION ALL SELECT " SQL_HOUR(END) ", 2, (SELECT total(fen) / 100.0 FROM moves"
    " WHERE layer = 2) ORDER BY 2, 1";

/* From the first to the last thing that was recorded, with some room; to the end of the run if he
 * is in the dark then. */
#define MOMENTS                                                                                    \
    "WITH moments (at) AS (SELECT at FROM decision WHERE " MINE                                    \
    " UNION ALL SELECT created_at FROM orders WHERE " MINE                                         \
    " UNION ALL SELECT changed_at FROM orders WHERE " MINE                                         \
    " UNION ALL SELECT at FROM supply WHERE " MINE                                                 \
    " UNION ALL SELECT at FROM relay WHERE " MINE                                                  \
    " UNION ALL SELECT paid_at FROM payment WHERE " MINE                                           \
    " UNION ALL SELECT posted_at FROM payment WHERE " MINE                                         \
    " UNION ALL SELECT at FROM balance_query WHERE " MINE                                          \
    " UNION ALL SELECT end_at FROM run WHERE 0 = (SELECT is_on FROM supply WHERE " MINE            \
    " ORDER BY at DESC, seq DESC LIMIT 1))"

static const char script[] =
    "eval hour_axis\n"
    "from(h) = max2(a, h)\n"
    "to(h) = h < b ? h : b\n"
    "wide(x, y) = max2(to(y), from(x) + 0.004 * (b - a))\n"
    "seen(x, y) = x < b && y > a\n"
    "more = strip * strips\n"
    "set label 1 sprintf(t_title, id, customer)"
    " at screen 0.012, screen y(22.0) left font ',16' textcolor rgb ink\n"
    "set lmargin at screen (narrow ? 0.185 : 0.115); set rmargin at screen 0.975\n"
    "set multiplot; unset key\n"
    "from_px = 44; to_px = 230 + more; eval area\n"
    "set yrange [0.4:0.4 + px / 34.0]; set ytics (t_5 1, t_4 2, t_3 3, t_2 4, t_1 5)\n"
    "plot 'story-faults.tsv' @band, '' @band_name, \\\n"
    " 'story.tsv' using (seen($1, $2) ? $1 : NaN):3:(from($1)):(wide($1, $2)):($3 - 0.32)"
    ":($3 + 0.32):6 with boxxyerror lc rgb variable fs solid 0.5, \\\n"
    " '' using (seen($1, $2) && to($2) - from($1) > 0.09 * (b - a) ? (from($1) + to($2)) / 2 : NaN)"
    ":3:(strcol(4 + zh)) with labels textcolor rgb ink font ',12'\n"
    "unset label 1; from_px = 292 + more; to_px = 444 + more; eval area\n"
    "set yrange [*:*]; stats 'story-2.tsv' using 3 nooutput\n"
    "pad = 0.12 * max2(1, STATS_max - STATS_min)\n"
    "set yrange [STATS_min - pad:STATS_max + pad]; set ytics auto; set ylabel t_cny\n"
    "set key at screen 0.98, screen y(277 + more) right center horizontal\n"
    "plot 'story-2.tsv' using ($2 == 1 ? $1 : NaN):3 with steps lc rgb c_paid lw 3 title t_m1, \\\n"
    " '' using ($2 == 2 ? $1 : NaN):3 with steps lc rgb c_posted lw 2 title t_m2, \\\n"
    " '' using ($2 == 3 ? $1 : NaN):3 with points pt 7 ps 0.7 lc rgb c_orders title t_m3\n"
    "unset multiplot\n";

static const struct plot_figure figure = {
    "story", {"The layers in time", "各层随时间"},
    {"From the first to the last thing that was recorded of the customer. Strips above: "
     "injected faults, a row for each kind. A point of M3 stands where a decision, a strategy or a "
     "query told the available balance.",
     "从该客户第一条到最后一条记录；上方色条为注入的故障，每类一行；M3 的点为决策、策略或查询给出的可用余额。"},
    true,
    "SELECT id, :number AS customer FROM run",
    {band_rows, money_rows},
    {{"t_title", {"%s: customer %d", "%s：客户 %d"}}, {"t_1", {"L1 decision", "L1 决策"}},
     {"t_2", {"L2 order", "L2 工单"}}, {"t_3", {"L3 command", "L3 命令"}},
     {"t_4", {"L4 meter", "L4 电表"}}, {"t_5", {"L5 supply", "L5 供电"}},
     {"t_cny", {"CNY", "元"}}, {"t_m1", {"paid (M1)", "已缴（M1）"}},
     {"t_m2", {"posted (M2)", "已销账（M2）"}}, {"t_m3", {"available (M3)", "可用余额（M3）"}}},
    MOMENTS ", span AS (SELECT " SQL_HOUR("min(at)") " AS first, " SQL_HOUR("max(at)")
    " AS last, " SQL_HOUR("end_at") " AS \"end\" FROM moments, run),"
    " room AS (SELECT *, max(0.5, 0.06 * (last - first)) AS room FROM span)"
    " SELECT max(0, first - room), min(last + room, \"end\") FROM room",
    NULL, script, "474 + " PLOT_STRIP " * strips"};

static const struct fk_text text_end = {"At the end of the run", "运行结束时"},
                            text_line = {"What happened", "经过"},
                            text_gaps = {"What is not recorded", "没有记录的内容"};
/* clang-format on */

static void put_moment(FILE *out, const struct run_story *story, ms_t at)
{
    char moment[STORY_MOMENT_MAX];
    story_moment(at, story->start, moment);
    html_element(out, "td", "num", moment);
}

static void put_standings(FILE *out, const struct run_story *story, enum fk_lang lang)
{
    const char *const heads[] = {FK_SAY(lang, "Layer", "层"), "", FK_SAY(lang, "State", "状态"),
                                 FK_SAY(lang, "#Since, or last told", "#起始或最近一次"), NULL};
    page_heading(out, text_end, lang);
    html_table_begin(out, heads);
    for (unsigned i = 0; i < STORY_STANDINGS; i++) {
        const struct run_story_standing *s = &story->standings[i];
        html_raw(out, "<tr>");
        html_element(out, "td", "mono", s->layer);
        html_element(out, "td", NULL, fk_text_in(s->name, lang));
        html_element(out, "td", s->is_known ? NULL : "muted", s->text[lang]);
        if (s->is_known)
            put_moment(out, story, s->at);
        else
            html_raw(out, "<td></td>");
        html_raw(out, "</tr>\n");
    }
    html_table_end(out);
}

static void put_rows(FILE *out, const struct run_story *story, enum fk_lang lang)
{
    const char *const heads[] = {FK_SAY(lang, "#Moment", "#时刻"), FK_SAY(lang, "Layer", "层"),
                                 FK_SAY(lang, "What happened", "经过"), NULL};
    page_heading(out, text_line, lang);
    if (story->count == 0) {
        html_element(out, "p", "muted",
                     FK_SAY(lang, "Nothing is recorded of this customer.", "没有该客户的记录。"));
        return;
    }
    html_table_begin(out, heads);
    for (size_t i = 0; i < story->count; i++) {
        const struct run_story_row *row = &story->rows[i];
        html_raw(out, "<tr>");
        put_moment(out, story, row->at);
        if (row->invariant)
            html_cell(out, "fail", "INV-%02u", row->invariant);
        else
            html_element(out, "td", "mono", story_layer_name(row->layer));
        html_element(out, "td", row->invariant ? "fail" : NULL, row->text[lang]);
        html_raw(out, "</tr>\n");
    }
    html_table_end(out);
}

static void put_gaps(FILE *out, const struct run_story *story, enum fk_lang lang)
{
    page_heading(out, text_gaps, lang);
    html_raw(out, "<ul>\n");
    for (size_t i = 0; run_story_gap(story, i).en != NULL; i++) {
        html_element(out, "li", NULL, fk_text_in(run_story_gap(story, i), lang));
        html_raw(out, "\n");
    }
    html_raw(out, "</ul>\n");
}

static void put_head(FILE *out, const struct run_story *story, const char *folder,
                     const struct plot_list *list, enum fk_lang lang)
{
    char title[512], dark[COMPARE_TEXT_MAX], paid[COMPARE_TEXT_MAX];
    const struct compare_figure spans = {
        .unit = COMPARE_MS, .value = {story->dark, story->paid_dark}, .has = {true, true}};
    compare_format(&spans, COMPARE_A, dark);
    compare_format(&spans, COMPARE_B, paid);
    snprintf(title, sizeof title,
             FK_SAY(lang, "Customer %u of %.60s %.300s", "客户 %u，%.60s %.300s"), story->customer,
             story->id, FK_SAY(lang, story->title, story->title_zh));
    html_page_begin_styled(out, lang, title, page_style);
    html_element(out, "h1", NULL, title);
    html_element(out, "p", "muted", story->path);
    run_links_to_report(out, folder, story->path, "", lang);
    bool disagrees = story->disagrees[lang][0] != '\0';
    fprintf(out, "<div class=\"banner %s\">",
            story->violations ? "fail"
            : disagrees       ? "warn"
                              : "pass");
    html_textf(
        out,
        FK_SAY(lang,
               "Decision: %s; meter: %s; supply: %s. Dark for %s, of that %s after paying. "
               "%zu violation%s of invariants.",
               "决策：%s；电表：%s；供电：%s。停电 %s，其中已缴费 %s。不变式违反 %zu 次%s。"),
        story->standings[0].text[lang], story->standings[3].text[lang],
        story->standings[4].text[lang], dark, paid, story->violations,
        story->violations == 1 || lang == FK_ZH ? "" : "s");
    if (disagrees)
        html_textf(out, FK_SAY(lang, " The layers disagree: %s.", "各层不一致：%s。"),
                   story->disagrees[lang]);
    html_raw(out, "</div>\n<nav class=\"contents\"><b>");
    html_text(out, FK_SAY(lang, "Contents", "目录"));
    html_raw(out, "</b>\n");
    page_contents_item(out, text_end, lang);
    for (size_t i = 0; i < list->count; i++)
        page_contents_item(out, list->items[i].heading, lang);
    page_contents_item(out, text_line, lang);
    page_contents_item(out, text_gaps, lang);
    html_raw(out, "</nav>\n");
}

static int put_page(FILE *out, const struct run_story *story, const char *folder,
                    const struct plot_list *list, const char *problem, enum fk_lang lang,
                    struct fk_diag *diag)
{
    put_head(out, story, folder, list, lang);
    put_standings(out, story, lang);
    if (problem != NULL)
        html_element(out, "p", "warn", problem);
    int result = page_figures(out, list, true, lang, diag);
    put_rows(out, story, lang);
    put_gaps(out, story, lang);
    html_page_end(out, fk_text_in(run_words[RUN_FOOTER], lang));
    return result;
}

int run_story_write_page(const struct run_story *story, const char *folder, enum fk_lang lang,
                         const volatile sig_atomic_t *stop, struct fk_diag *diag)
{
    char path[PATH_SIZE], figures_at[PATH_SIZE];
    struct run_db *db = NULL;
    struct plot_list list = {.count = 0};
    struct fk_diag plot_diag = {.kind = FK_OK};
    struct out_file file;
    int length = snprintf(path, sizeof path, "%s/story-%u.html", folder, story->customer);
    snprintf(figures_at, sizeof figures_at, "%s/figures", folder);
    if (length >= PATH_SIZE)
        return fk_fail(diag, FK_E_IO, NULL, 0, "the name of the folder is too long");
    int result = run_db_open(&db, story->path, diag);
    if (result != FK_OK)
        return result;
    run_db_set_number(db, story->customer);
    struct plot_figure own = figure;
    char *faults = NULL;
    if (asprintf(&faults, " AND id NOT IN (%s)", story->foreign) < 0) {
        run_db_close(db);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the story");
    }
    own.condition = faults;
    int plotted = plot_write_figures(db, &own, 1, figures_at, lang, stop, &list, &plot_diag);
    if (stop != NULL && *stop != 0)
        result = fk_fail(diag, FK_E_STATE, NULL, 0, "interrupted; no page was written");
    else
        result = out_file_open(&file, path, diag);
    if (result == FK_OK) {
        result = put_page(file.stream, story, folder, &list,
                          plotted == FK_OK ? NULL : plot_diag.text, lang, diag);
        if (result == FK_OK)
            result = out_file_commit(&file, diag);
        else
            out_file_abort(&file);
    }
    if (result == FK_OK)
        result = run_links_refresh(story->path, diag);
    run_db_close(db);
    free(faults);
    plot_list_fini(&list);
    if (result == FK_OK && plotted != FK_OK) {
        result = plotted;
        if (diag != NULL)
            *diag = plot_diag;
    }
    return result;
}
