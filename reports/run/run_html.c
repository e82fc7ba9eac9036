#include "reports/run/run_html.h"

#include "reports/page/html.h"
#include "reports/run/run_sections.h"

#include <string.h>

#define DENSE_COLUMNS 12 /* tables with more are set closer */

static const char page_style[] = "td details{margin:0}td summary{white-space:nowrap}"
                                 "td code{white-space:pre-wrap}"
                                 "td details[open] code{display:block;min-width:340px}"
                                 ".dense table{font-size:13px}.dense th,.dense td{padding:6px}"
                                 ".dense td{white-space:nowrap}\n";

/* What several parts of the page need. */
struct facts {
    int64_t expectations, failed_expectations, invariants, failed_invariants;
    ms_t start;
};

static void html_pill(FILE *out, bool pass)
{
    html_raw(out, "<td>");
    html_element(out, "span", pass ? "pill pass" : "pill fail", pass ? "ok" : "fails");
    html_raw(out, "</td>");
}

static void html_details(FILE *out, const char *text)
{
    html_raw(out, "<td>");
    if (*text != 0) {
        html_raw(out, "<details><summary>show</summary><code>");
        html_text(out, text);
        html_raw(out, "</code></details>");
    }
    html_raw(out, "</td>");
}

/* 1234567 as "1,234,567". */
static void html_count(FILE *out, int64_t count)
{
    char digits[24], text[32];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)count);
    int first = digits[0] == '-';
    int used = 0;
    for (int i = 0; i < length; i++) {
        if (i > first && (length - i) % 3 == 0) {
            text[used++] = ',';
        }
        text[used++] = digits[i];
    }
    text[used] = 0;
    html_element(out, "td", "num", count == 0 ? "\xe2\x80\x93" : text);
}

static void html_moment(FILE *out, ms_t at, ms_t start)
{
    struct clock_civil civil = clock_to_civil(at);
    html_cell(out, "num", "D%lld %02d:%02d:%02d", (long long)((at - start) / MS_DAY), civil.hour,
              civil.minute, civil.second);
}

static void html_value(FILE *out, const struct run_rows *rows, int column, enum cell_form form,
                       const struct facts *facts)
{
    static const char *const classes[] = {
        [CELL_TEXT] = NULL, [CELL_RIGHT] = "num", [CELL_CODE] = "mono"};
    switch (form) {
    case CELL_PASS:
        html_pill(out, run_rows_int(rows, column) != 0);
        break;
    case CELL_DETAILS:
        html_details(out, run_rows_text(rows, column));
        break;
    case CELL_COUNT:
        html_count(out, run_rows_int(rows, column));
        break;
    case CELL_MOMENT:
        if (run_rows_type(rows, column) != RUN_NULL) {
            html_moment(out, run_rows_int(rows, column), facts->start);
        } else {
            html_raw(out, "<td></td>");
        }
        break;
    default:
        html_element(out, "td", classes[form], run_rows_text(rows, column));
    }
}

/* Heads of the columns; returns how many. */
static int html_heads(FILE *out, const struct section *section)
{
    const char *heads[SECTION_COLUMNS + 1];
    char text[SECTION_COLUMNS][32];
    int i = 0;
    for (; section->columns[i].head != NULL; i++) {
        enum cell_form form = section->columns[i].form;
        bool is_right = form == CELL_COUNT || form == CELL_MOMENT || form == CELL_RIGHT;
        snprintf(text[i], sizeof text[i], "%s%s", is_right ? "#" : "", section->columns[i].head);
        heads[i] = text[i];
    }
    heads[i] = NULL;
    html_raw(out, i > DENSE_COLUMNS ? "<div class=\"dense\">\n" : "<div>\n");
    html_table_begin(out, heads);
    return i;
}

static int html_section(FILE *out, struct run_db *db, const struct section *section,
                        const struct facts *facts, struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    int result = run_rows_begin(&rows, db, section->sql, diag);
    int more = result == FK_OK ? run_rows_next(rows, diag) : result;
    if (more == 1 || (more == 0 && section->empty != NULL)) {
        html_element(out, "h2", NULL, section->heading);
        html_element(out, "p", "muted", more == 1 ? section->text : section->empty);
    }
    if (more == 1) {
        int columns = html_heads(out, section);
        for (; more == 1; more = run_rows_next(rows, diag)) {
            html_raw(out, "<tr>");
            for (int i = 0; i < columns; i++) {
                html_value(out, rows, i, section->columns[i].form, facts);
            }
            html_raw(out, "</tr>\n");
        }
        html_table_end(out);
        html_raw(out, "</div>\n");
    }
    run_rows_end(rows);
    return more < 0 ? more : FK_OK;
}

static void html_banner(FILE *out, const struct facts *facts)
{
    bool pass = facts->failed_expectations == 0 && facts->failed_invariants == 0;
    bool has_checks = facts->expectations > 0;
    const char *klass = !pass ? "banner fail" : has_checks ? "banner pass" : "banner warn";
    fprintf(out, "<div class=\"%s\">", klass);
    if (!pass) {
        html_textf(out,
                   "Not as expected: %lld of %lld expectations and %lld of %lld invariants fail.",
                   (long long)facts->failed_expectations, (long long)facts->expectations,
                   (long long)facts->failed_invariants, (long long)facts->invariants);
    } else if (has_checks) {
        html_textf(out, "As expected: %lld of %lld expectations and %lld of %lld invariants hold.",
                   (long long)facts->expectations, (long long)facts->expectations,
                   (long long)facts->invariants, (long long)facts->invariants);
    } else {
        html_textf(out, "No expectations were stated; all %lld invariants hold.",
                   (long long)facts->invariants);
    }
    html_raw(out, "</div>\n");
}

/* A row of a query as name and value, one after the other. */
static int html_pairs(FILE *out, struct run_db *db, const char *sql, const char *before,
                      const char *between, const char *after, struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    int result = run_rows_begin(&rows, db, sql, diag);
    int more = result == FK_OK ? run_rows_next(rows, diag) : result;
    for (int i = 0; more == 1 && i + 1 < run_rows_columns(rows); i += 2) {
        if (*run_rows_text(rows, i + 1) != 0) {
            html_raw(out, before);
            html_text(out, run_rows_text(rows, i));
            html_raw(out, between);
            html_text(out, run_rows_text(rows, i + 1));
            html_raw(out, after);
        }
    }
    run_rows_end(rows);
    return more < 0 ? more : FK_OK;
}

static int html_tiles(FILE *out, struct run_db *db, struct fk_diag *diag)
{
    html_raw(out, "<div class=\"tiles\">\n");
    int result = html_pairs(
        out, db,
        "SELECT printf('%,d', customers), 'customers', (end_at - start_at) / 86400000, 'days', "
        "printf('%,d', (SELECT sum(cuts) FROM v_daily)), 'cuts', "
        "printf('%,d', (SELECT sum(restores) FROM v_daily)), 'restores', "
        "printf('%,d', (SELECT sum(sms) FROM v_daily)), 'SMS', "
        "printf('%,d', (SELECT sum(payments) FROM v_daily)), 'payments', "
        "printf('%.2f s', wall_seconds), 'to simulate' FROM run",
        "<div class=\"tile\"><b>", "</b><span>", "</span></div>\n", diag);
    html_raw(out, "</div>\n");
    return result;
}

static int html_facts(FILE *out, struct run_db *db, struct fk_diag *diag)
{
    html_raw(out, "<h2>Run</h2>\n<div class=\"scroll\"><table class=\"facts\">\n");
    int result = html_pairs(
        out, db,
        "SELECT 'Scenario', id || ' - ' || title, 'File', source, 'Overrides', settings, "
        "'First day (D0)', strftime('%Y-%m-%d', start_at / 1000 + 28800, 'unixepoch'), "
        "'Last day', 'D' || ((end_at - start_at) / 86400000 - 1) || ', ' || strftime('%Y-%m-%d', "
        "end_at / 1000 + 28800 - 1, 'unixepoch'), "
        "'System', printf('%,d customers on %,d concentrators, %,d front-end processors', "
        "customers,"
        " concentrators, feps), "
        "'Seed', seed, 'Fingerprint', fingerprint, 'Scenario digest', digest, "
        "'Recorded', (SELECT name FROM level_name WHERE value = level) || printf(', %,d events', "
        "events), 'World in memory', printf('%.1f MB', memory_bytes / 1e6), "
        "'Program', 'feikong ' || version FROM run",
        "<tr><th>", "</th><td>", "</td></tr>\n", diag);
    html_raw(out, "</table></div>\n");
    return result;
}

static int html_head(FILE *out, struct run_db *db, const struct facts *facts, struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    int result = run_rows_begin(
        &rows, db,
        "SELECT id, title, story, source || '  \xc2\xb7  D0 is ' || strftime("
        "'%Y-%m-%d', start_at / 1000 + 28800, 'unixepoch') || '  \xc2\xb7  seed ' || seed ||"
        " '  \xc2\xb7  fingerprint ' || coalesce(fingerprint, '') FROM run",
        diag);
    int more = result == FK_OK ? run_rows_next(rows, diag) : result;
    if (more == 1) {
        char title[512];
        snprintf(title, sizeof title, "%.60s %.400s", run_rows_text(rows, 0),
                 run_rows_text(rows, 1));
        html_page_begin_styled(out, title, page_style);
        html_element(out, "h1", NULL, title);
        html_element(out, "p", "muted", run_rows_text(rows, 3));
        html_element(out, "p", NULL, run_rows_text(rows, 2));
        html_banner(out, facts);
        result = html_tiles(out, db, diag);
    } else {
        result = more < 0 ? more : fk_fail(diag, FK_E_FORMAT, NULL, 0, "the database holds no run");
    }
    run_rows_end(rows);
    return result;
}

static int html_figures(FILE *out, const struct plot_list *figures, const char *problem,
                        struct fk_diag *diag)
{
    int result = FK_OK;
    if (problem != NULL) {
        html_raw(out, "<h2>Figures</h2>\n");
        html_element(out, "p", "warn", problem);
    }
    for (size_t i = 0; i < figures->count && result == FK_OK; i++) {
        const struct plot_item *item = &figures->items[i];
        char prefix[40];
        snprintf(prefix, sizeof prefix, "%.30s-", item->name);
        html_element(out, "h2", NULL, item->heading);
        html_raw(out, "\n<figure class=\"card\" style=\"margin:0\">\n");
        result = html_svg(out, item->path, prefix, diag);
        html_element(out, "figcaption", NULL, item->caption);
        html_raw(out, "\n</figure>\n");
    }
    return result;
}

static void html_how_on(FILE *out, const char *database, const struct plot_list *figures)
{
    static const char *const queries[] = {
        "SELECT kind, result, count(*) FROM v_order GROUP BY 1, 2",
        "SELECT day, clock, kind, state, result, tries FROM v_order ORDER BY created_at LIMIT 20",
        "SELECT count(*), min(seconds), avg(seconds), max(seconds) FROM v_outage",
    };
    html_raw(out, "<h2>How to go on</h2>\n<p>The run is one SQLite file; views whose names begin "
                  "with <code>v_</code> show names, days and clocks. docs/schema.md explains every "
                  "column.</p>\n<pre>");
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        html_textf(out, "sqlite3 -box %s \"%s\"\n", database, queries[i]);
    }
    html_raw(out, "</pre>\n");
    if (figures->count > 0) {
        const char *slash = strrchr(figures->items[0].path, '/');
        int length = slash != NULL ? (int)(slash - figures->items[0].path) : 0;
        html_raw(out, "<p>Every figure can be drawn again from its data:</p>\n<pre>");
        html_textf(out, "cd %.*s && gnuplot %s.gp\n", length, figures->items[0].path,
                   figures->items[0].name);
        html_raw(out, "</pre>\n");
    }
}

static int html_body(FILE *out, struct run_db *db, const char *database,
                     const struct plot_list *figures, const char *problem, struct fk_diag *diag)
{
    const struct facts facts = {
        run_db_int(db, "SELECT count(*) FROM expectation", 0),
        run_db_int(db, "SELECT count(*) FROM expectation WHERE pass = 0", 0),
        run_db_int(db, "SELECT count(*) FROM invariant", 0),
        run_db_int(db, "SELECT count(*) FROM invariant WHERE pass = 0", 0),
        run_db_int(db, "SELECT start_at FROM run", 0)};
    int result = html_head(out, db, &facts, diag);
    for (size_t i = 0; i < run_check_section_count && result == FK_OK; i++) {
        result = html_section(out, db, &run_check_sections[i], &facts, diag);
    }
    result = result == FK_OK ? html_figures(out, figures, problem, diag) : result;
    for (size_t i = 0; i < run_table_section_count && result == FK_OK; i++) {
        result = html_section(out, db, &run_table_sections[i], &facts, diag);
    }
    if (result == FK_OK) {
        result = html_facts(out, db, diag);
        html_how_on(out, database, figures);
        html_page_end(out, "Feikong (\xe8\xb4\xb9\xe6\x8e\xa7): simulator and test harness for "
                           "remote prepaid electricity. Times are China Standard Time; D0 is the "
                           "first day of the run.");
    }
    return result;
}

int run_html_write(struct run_db *db, const char *path, const char *database,
                   const struct plot_list *figures, const char *problem, struct fk_diag *diag)
{
    struct out_file file;
    int result = out_file_open(&file, path, diag);
    if (result != FK_OK) {
        return result;
    }
    result = html_body(file.stream, db, database, figures, problem, diag);
    if (result != FK_OK) {
        out_file_abort(&file);
        return result;
    }
    return out_file_commit(&file, diag);
}
