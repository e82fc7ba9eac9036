#include "reports/page/html.h"
#include "reports/plot/plot.h"
#include "reports/plot/plot_figures.h"
#include "reports/plot/plot_sql.h"
#include "reports/run/compare.h"
#include "reports/run/run_links.h"
#include "reports/run/run_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define PATH_SIZE 4096

/* SQL, gnuplot and texts, laid out by hand. */
/* clang-format off */

/* A sum over time of what `moves` adds (at, move), of one run; steps from its first midnight, when
 * it stood at `base`, to its end. */
#define CURVE(schema, run, base, moves)                                                            \
    "SELECT * FROM (WITH moves (at, move) AS (" moves "), base (was) AS (SELECT " base "), "       \
    "minutes AS (SELECT at / 60000 * 60000 AS at, sum(move) AS move FROM moves GROUP BY 1), "      \
    "sums AS (SELECT at, was + sum(move) OVER (ORDER BY at) AS value FROM minutes, base) "         \
    "SELECT (at - start_at) / 3600000.0 AS hour, value, " run " AS run FROM sums, " schema ".run"  \
    " UNION ALL SELECT 24 * " SQL_FIRST_DAY_OF(schema ".") ", was, " run " FROM base"              \
    " UNION ALL SELECT (end_at - start_at) / 3600000.0,"                                           \
    " was + coalesce((SELECT sum(move) FROM minutes), 0), " run                                    \
    " FROM base, " schema ".run ORDER BY 1)"
/* Both runs; no row if there is nothing to see in either. */
#define CURVES(base, moves)                                                                        \
    "WITH both AS (" CURVE("main", "0", base("main"), moves("main"))                               \
    " UNION ALL " CURVE("other", "1", base("other"), moves("other")) ")"                           \
    " SELECT * FROM both WHERE EXISTS (SELECT 1 FROM both WHERE value <> 0)"

#define MOVES_OFF(schema)                                                                          \
    "SELECT at, CASE is_on WHEN 0 THEN 1 ELSE -1 END FROM " schema ".supply"                       \
    " UNION ALL SELECT at, CASE series WHEN 'supply-off' THEN count ELSE -count END"               \
    " FROM " schema ".v_minute WHERE series IN ('supply-off', 'supply-on')"                        \
    " AND NOT EXISTS (SELECT 1 FROM " schema ".supply)"
#define BASE_OFF(schema)  SQL_OFF_BEFORE(schema ".", "SELECT at, move FROM moves")
#define BASE_NONE(schema) "0"
#define MOVES_CUTS(schema)                                                                         \
    "SELECT at, count FROM " schema ".v_minute WHERE series = 'cuts'"
#define MOVES_RESTORES(schema)                                                                     \
    "SELECT at, count FROM " schema ".v_minute WHERE series = 'restores'"
#define MOVES_UNPOSTED(schema)                                                                     \
    "SELECT paid_at, amount_fen / 100.0 FROM " schema ".payment WHERE paid_at IS NOT NULL"         \
    " UNION ALL SELECT posted_at, -amount_fen / 100.0 FROM " schema ".payment"                     \
    " WHERE posted_at IS NOT NULL"                                                                 \
    " UNION ALL SELECT undone_at, -amount_fen / 100.0 FROM " schema ".payment"                     \
    " WHERE undone_at IS NOT NULL"                                                                 \
    " UNION ALL SELECT reversed_at, amount_fen / 100.0 FROM " schema ".payment"                    \
    " WHERE reversed_at IS NOT NULL"                                                               \
    " UNION ALL SELECT (SELECT start_at FROM " schema ".run) + (day + 1) * 86400000,"              \
    " (paid_fen - posted_fen) / 100.0 FROM " schema ".v_daily"                                     \
    " WHERE NOT EXISTS (SELECT 1 FROM " schema ".payment)"

#define NAMES                                                                                      \
    "SELECT substr(trim('A: ' || a.id || ' ' || a.settings), 1, 60) AS name_a,"                    \
    " substr(trim('B: ' || b.id || ' ' || b.settings), 1, 60) AS name_b"                           \
    " FROM main.run a, other.run b"

/* A wide and light below B: where they agree both are seen. */
#define SCRIPT(name)                                                                               \
    "set label 1 t_title at screen 0.012, screen 0.935 left font ',16' textcolor rgb ink\n"        \
    "stats '" name ".tsv' using 1 nooutput\n"                                                      \
    "a = 0; b = STATS_max; eval hour_axis\n"                                                       \
    "stats '" name ".tsv' using 2 nooutput\n"                                                      \
    "low = STATS_min < 0 ? 1.1 * STATS_min : 0; top = 1.15 * max2(1, STATS_max)\n"                 \
    "set tmargin 3.5; set yrange [low:top]; set ylabel t_axis\n"                                   \
    "plot '" name ".tsv' using ($3 == 0 ? $1 : NaN):2 with steps lc rgb 0x92c5de lw 6"             \
    " title name_a, '' using ($3 == 1 ? $1 : NaN):2 with steps lc rgb c_cuts lw 2 title name_b\n"

static const struct plot_figure figures[] = {
    {"both-off", {"Without supply", "停电户数"},
     {"Customers whose supply is off, in both runs.", "两次运行中处于停电状态的客户数。"}, true,
     NAMES, {CURVES(BASE_OFF, MOVES_OFF), NULL},
     {{"t_title", {"customers without supply", "停电户数"}}, {"t_axis", {"customers", "客户数"}}},
     NULL, NULL, SCRIPT("both-off"), "340"},
    {"both-cuts", {"Cuts", "停电"},
     {"Relays opened since the start.", "开始以来跳闸的电表数。"}, true,
     NAMES, {CURVES(BASE_NONE, MOVES_CUTS), NULL},
     {{"t_title", {"cuts since the start", "累计停电"}}, {"t_axis", {"cuts", "停电次数"}}},
     NULL, NULL, SCRIPT("both-cuts"), "300"},
    {"both-restores", {"Restores", "复电"},
     {"Relays closed since the start.", "开始以来合闸的电表数。"}, true,
     NAMES, {CURVES(BASE_NONE, MOVES_RESTORES), NULL},
     {{"t_title", {"restores since the start", "累计复电"}}, {"t_axis", {"restores", "复电次数"}}},
     NULL, NULL, SCRIPT("both-restores"), "300"},
    {"both-unposted", {"Paid and not posted", "已缴未销账"},
     {"Money that customers have paid and that has not reached their accounts (M1 - M2).",
      "客户已缴、尚未到账的金额（M1 - M2）。"}, true,
     NAMES, {CURVES(BASE_NONE, MOVES_UNPOSTED), NULL},
     {{"t_title", {"paid and not posted", "已缴未销账"}}, {"t_axis", {"CNY", "元"}}},
     NULL, NULL, SCRIPT("both-unposted"), "300"},
};
#define FIGURE_COUNT (sizeof figures / sizeof figures[0])

#define PAIR(item) "a." item ", b." item
static const struct section days = {
    {"Day by day", "逐日"},
    {"A and B side by side; without supply: at the end of the day.",
     "A 与 B 并列；停电户数为当日末的数。"},
    {NULL, NULL},
    NULL,
    "SELECT 'D' || day, " PAIR("cuts") ", " PAIR("cut_failures") ", " PAIR("restores") ", "
    PAIR("field_orders") ", " PAIR("sms") ", " PAIR("payments") ", " PAIR("customers_off")
    " FROM main.v_daily a JOIN other.v_daily b USING (day) ORDER BY day",
    {{{"Day", "日"}, CELL_TEXT},
     {{"Cut A", "停电 A"}, CELL_COUNT}, {{"B", "B"}, CELL_COUNT},
     {{"Cut failed A", "停电失败 A"}, CELL_COUNT}, {{"B", "B"}, CELL_COUNT},
     {{"Restored A", "复电 A"}, CELL_COUNT}, {{"B", "B"}, CELL_COUNT},
     {{"Field orders A", "现场工单 A"}, CELL_COUNT}, {{"B", "B"}, CELL_COUNT},
     {{"SMS A", "短信 A"}, CELL_COUNT}, {{"B", "B"}, CELL_COUNT},
     {{"Payments A", "缴费 A"}, CELL_COUNT}, {{"B", "B"}, CELL_COUNT},
     {{"Without supply A", "停电户数 A"}, CELL_COUNT}, {{"B", "B"}, CELL_COUNT},
     {{NULL, NULL}, CELL_TEXT}},
    {NULL, NULL}};

static const struct fk_text text_settings = {"Settings that differ", "不同的参数"},
                            text_figures = {"Key figures", "关键数字"},
                            text_runs = {"The runs", "两次运行"};
/* clang-format on */

static const char *const sides[COMPARE_SIDES] = {"A", "B"};

static void put_banner(FILE *out, const struct compare *c, enum fk_lang lang)
{
    char sentence[COMPARE_SENTENCE_MAX];
    compare_sentence(c, lang, sentence);
    fprintf(out, "<div class=\"banner %s\">", c->is_same ? "pass" : "warn");
    html_text(out, sentence);
    html_raw(out, "</div>\n");
    for (size_t i = 0; compare_remark(c, i).en != NULL; i++)
        html_element(out, "p", "warn", fk_text_in(compare_remark(c, i), lang));
}

static void put_runs(FILE *out, const struct compare *c, enum fk_lang lang)
{
    const char *const heads[] = {"",
                                 FK_SAY(lang, "Scenario", "场景"),
                                 FK_SAY(lang, "File", "文件"),
                                 FK_SAY(lang, "Overrides", "改动的参数"),
                                 FK_SAY(lang, "First day (D0)", "第一天（D0）"),
                                 FK_SAY(lang, "#Days", "#天数"),
                                 FK_SAY(lang, "#Customers", "#客户"),
                                 FK_SAY(lang, "Fingerprint", "指纹"),
                                 FK_SAY(lang, "Database", "数据库"),
                                 NULL};
    page_heading(out, text_runs, lang);
    html_table_begin(out, heads);
    for (unsigned side = 0; side < COMPARE_SIDES; side++) {
        const struct compare_run *run = &c->runs[side];
        struct clock_civil day = clock_to_civil(run->start);
        html_raw(out, "<tr>");
        html_element(out, "th", NULL, sides[side]);
        html_cell(out, NULL, "%s - %s", run->id, FK_SAY(lang, run->title, run->title_zh));
        html_element(out, "td", NULL, run->source);
        html_element(out, "td", "mono", run->settings);
        html_cell(out, "num", "%04d-%02d-%02d", day.year, day.month, day.day);
        html_cell(out, "num", "%" PRId64, run->days);
        html_cell(out, "num", "%" PRId64, run->customers);
        html_element(out, "td", "mono", run->fingerprint);
        html_element(out, "td", "mono", run->path);
        html_raw(out, "</tr>\n");
    }
    html_table_end(out);
}

/* The three columns are as wide as they are whatever stands in them; a long key breaks between its
 * words. */
static const char style[] = ".settings table{table-layout:fixed}"
                            ".settings td{overflow-wrap:anywhere}"
                            ".unit{color:var(--soft);font-weight:400;white-space:nowrap}\n";

static void put_key(FILE *out, const char *key)
{
    html_raw(out, "<td class=\"mono\">");
    for (size_t length; *key != '\0'; key += length) {
        length = strcspn(key, "._");
        length += key[length] != '\0';
        html_textf(out, "%.*s", (int)length, key);
        html_raw(out, key[length] != '\0' ? "<wbr>" : "");
    }
    html_raw(out, "</td>");
}

static void put_settings(FILE *out, const struct compare *c, enum fk_lang lang)
{
    const char *const heads[] = {FK_SAY(lang, "Key", "键"), "A", "B", NULL};
    page_heading(out, text_settings, lang);
    if (c->setting_count == 0) {
        html_element(out, "p", "muted",
                     FK_SAY(lang, "None: all settings are equal.", "无：参数全部相同。"));
        return;
    }
    html_raw(out, "<div class=\"settings\">\n");
    html_table_begin(out, heads);
    for (size_t i = 0; i < c->setting_count; i++) {
        const struct compare_setting *s = &c->settings[i];
        html_raw(out, "<tr>");
        put_key(out, s->key);
        for (unsigned side = 0; side < COMPARE_SIDES; side++)
            html_element(out, "td", "mono",
                         s->value[side] ? s->value[side] : FK_SAY(lang, "none", "无"));
        html_raw(out, "</tr>\n");
    }
    html_table_end(out);
    html_raw(out, "</div>\n");
}

static void put_figures(FILE *out, const struct compare *c, enum fk_lang lang)
{
    const char *const heads[] = {
        FK_SAY(lang, "Figure", "项目"), "#A", "#B", "#B \xe2\x88\x92 A", "#%", NULL};
    char text[COMPARE_TEXT_MAX];
    page_heading(out, text_figures, lang);
    html_table_begin(out, heads);
    for (size_t i = 0; i < c->figure_count; i++) {
        const struct compare_figure *f = &c->figures[i];
        html_raw(out, compare_differs(f) ? "<tr class=\"differs\">" : "<tr>");
        html_raw(out, "<td>");
        html_textf(out, "%s ", fk_text_in(f->name, lang));
        html_element(out, "span", "unit", fk_text_in(compare_unit_name(f->unit), lang));
        html_raw(out, "</td>");
        for (unsigned side = 0; side < COMPARE_SIDES; side++) {
            compare_format(f, (enum compare_side)side, text);
            html_element(out, "td", "num", text);
        }
        compare_format_difference(f, text);
        html_element(out, "td", "num", text);
        compare_format_percent(f, text);
        html_element(out, "td", "num", text);
        html_raw(out, "</tr>\n");
    }
    html_table_end(out);
}

static void put_contents(FILE *out, const struct plot_list *list, enum fk_lang lang)
{
    html_raw(out, "<nav class=\"contents\"><b>");
    html_text(out, FK_SAY(lang, "Contents", "目录"));
    html_raw(out, "</b>\n");
    page_contents_item(out, text_settings, lang);
    page_contents_item(out, text_figures, lang);
    for (size_t i = 0; i < list->count; i++)
        page_contents_item(out, list->items[i].heading, lang);
    page_contents_item(out, days.heading, lang);
    page_contents_item(out, text_runs, lang);
    html_raw(out, "</nav>\n");
}

static int put_page(FILE *out, const struct compare *c, struct run_db *pair, const char *folder,
                    const struct plot_list *list, const char *problem, enum fk_lang lang,
                    struct fk_diag *diag)
{
    const struct page_facts facts = {.lang = lang};
    char title[512];
    snprintf(title, sizeof title,
             FK_SAY(lang, "%.60s %.100s and %.60s %.100s", "%.60s %.100s 与 %.60s %.100s"),
             c->runs[COMPARE_A].id, c->runs[COMPARE_A].settings, c->runs[COMPARE_B].id,
             c->runs[COMPARE_B].settings);
    char styles[2048];
    snprintf(styles, sizeof styles, "%s%s", page_style, style);
    html_page_begin_styled(out, lang, title, styles);
    html_element(out, "h1", NULL, FK_SAY(lang, "Two runs side by side", "两次运行对比"));
    for (unsigned side = 0; side < COMPARE_SIDES; side++) {
        const struct compare_run *run = &c->runs[side];
        html_raw(out, "<p><b>");
        html_textf(out, "%s", sides[side]);
        html_raw(out, "</b> ");
        html_textf(out, "%s - %s ", run->id, FK_SAY(lang, run->title, run->title_zh));
        html_element(out, "code", NULL, run->settings);
        html_raw(out, "</p>\n");
        run_links_to_report(out, folder, run->path, sides[side][0] == 'A' ? "A: " : "B: ", lang);
    }
    put_banner(out, c, lang);
    put_contents(out, list, lang);
    put_settings(out, c, lang);
    if (problem != NULL)
        html_element(out, "p", "warn", problem);
    put_figures(out, c, lang);
    int result = page_figures(out, list, true, lang, diag);
    if (result == FK_OK)
        result = page_section(out, pair, &days, &facts, diag);
    put_runs(out, c, lang);
    html_page_end(
        out,
        FK_SAY(lang,
               "B - A is the difference; the share is of A. D0 is the first day of "
               "each run. Paid and dark: without supply from the first payment under way. "
               "A dash: not recorded, or there is none.",
               "差值为 B - A，百分比以 A 为基数。D0 为各自运行的第一天。已缴费停电自首笔未销账或"
               "停电期间缴费起算。横线表示未记录或没有。"));
    return result;
}

int compare_write_page(const struct compare *compare, const char *folder, enum fk_lang lang,
                       const volatile sig_atomic_t *stop, struct fk_diag *diag)
{
    char path[PATH_SIZE], figures_at[PATH_SIZE];
    struct run_db *pair = NULL;
    struct plot_list list = {.count = 0};
    struct fk_diag plot_diag = {.kind = FK_OK};
    struct out_file file;
    int length = snprintf(path, sizeof path, "%s/compare.html", folder);
    snprintf(figures_at, sizeof figures_at, "%s/figures", folder);
    if (length >= PATH_SIZE)
        return fk_fail(diag, FK_E_IO, NULL, 0, "the name of the folder is too long");
    int result =
        run_db_open_pair(&pair, compare->runs[COMPARE_A].path, compare->runs[COMPARE_B].path, diag);
    if (result != FK_OK)
        return result;
    int plotted =
        plot_write_figures(pair, figures, FIGURE_COUNT, figures_at, lang, stop, &list, &plot_diag);
    if (stop != NULL && *stop != 0)
        result = fk_fail(diag, FK_E_STATE, NULL, 0, "interrupted; no page was written");
    else
        result = out_file_open(&file, path, diag);
    if (result == FK_OK) {
        result = put_page(file.stream, compare, pair, folder, &list,
                          plotted == FK_OK ? NULL : plot_diag.text, lang, diag);
        if (result == FK_OK)
            result = out_file_commit(&file, diag);
        else
            out_file_abort(&file);
    }
    for (unsigned side = 0; side < COMPARE_SIDES && result == FK_OK; side++)
        result = run_links_refresh(compare->runs[side].path, diag);
    run_db_close(pair);
    plot_list_fini(&list);
    if (result == FK_OK && plotted != FK_OK) {
        result = plotted;
        if (diag != NULL)
            *diag = plot_diag;
    }
    return result;
}
