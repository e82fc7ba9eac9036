#include "reports/run/run_html.h"

#include "reports/page/html.h"
#include "reports/run/run_sections.h"

#include <string.h>

#define DENSE_COLUMNS 12 /* tables with more are set closer */

static const char page_style[] = "td details{margin:0}td summary{white-space:nowrap}"
                                 "td code{white-space:pre-wrap}"
                                 "td details[open] code{display:block;min-width:340px}"
                                 ".dense table{font-size:13px}.dense th,.dense td{padding:6px}"
                                 ".dense td{white-space:nowrap}\n"
                                 "@media print{.dense table{font-size:8px}"
                                 ".dense th,.dense td{padding:2px}.dense thead th{font-size:7px}"
                                 "td details[open] code{min-width:0}}\n";

/* What several parts of the page need. */
struct facts {
    enum fk_lang lang;
    bool is_what_if;
    int64_t expectations, failed_expectations, invariants, failed_invariants;
    ms_t start;
};

static const char *word(const struct facts *facts, enum run_word id)
{
    return fk_text_in(run_words[id], facts->lang);
}

/* Heading that the table of contents leads to; the English text is the anchor in both languages. */
static void html_heading(FILE *out, struct fk_text text, enum fk_lang lang)
{
    html_raw(out, "<h2 id=\"");
    html_text(out, text.en);
    html_raw(out, "\">");
    html_text(out, fk_text_in(text, lang));
    html_raw(out, "</h2>\n");
}

static void html_pill(FILE *out, bool pass, bool is_judged, const struct facts *facts)
{
    html_raw(out, "<td>");
    html_element(out, "span",
                 pass        ? "pill pass"
                 : is_judged ? "pill fail"
                             : "pill warn",
                 word(facts, pass        ? RUN_OK
                             : is_judged ? RUN_FAILS
                                         : RUN_DIFFERS));
    html_raw(out, "</td>");
}

static void html_details(FILE *out, const char *text, const struct facts *facts)
{
    html_raw(out, "<td>");
    if (*text != 0) {
        html_raw(out, "<details><summary>");
        html_text(out, word(facts, RUN_SHOW));
        html_raw(out, "</summary><code>");
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

/* Shows column *column of the row and moves it behind what was shown. */
static void html_value(FILE *out, const struct run_rows *rows, int *column, enum cell_form form,
                       const struct facts *facts)
{
    static const char *const classes[] = {
        [CELL_TEXT] = NULL, [CELL_TERM] = NULL, [CELL_RIGHT] = "num", [CELL_CODE] = "mono"};
    int at = (*column)++;
    switch (form) {
    case CELL_PASS:
    case CELL_MATCH:
        html_pill(out, run_rows_int(rows, at) != 0, form == CELL_PASS || !facts->is_what_if, facts);
        break;
    case CELL_DETAILS:
        html_details(out, run_rows_text(rows, at), facts);
        break;
    case CELL_DETAILS_TERM:
        at += facts->lang == FK_ZH;
        (*column)++;
        html_details(out, run_rows_text(rows, at), facts);
        break;
    case CELL_COUNT:
        html_count(out, run_rows_int(rows, at));
        break;
    case CELL_MOMENT:
        if (run_rows_type(rows, at) != RUN_NULL)
            html_moment(out, run_rows_int(rows, at), facts->start);
        else
            html_raw(out, "<td></td>");
        break;
    case CELL_INVARIANT:
        html_element(out, "td", NULL,
                     fk_text_in(run_invariant_text((unsigned)run_rows_int(rows, at)), facts->lang));
        break;
    case CELL_TERM:
        at += facts->lang == FK_ZH;
        (*column)++;
        html_element(out, "td", NULL, run_rows_text(rows, at));
        break;
    default:
        html_element(out, "td", classes[form], run_rows_text(rows, at));
    }
}

/* Heads of the columns; returns how many. */
static int html_heads(FILE *out, const struct section *section, const struct facts *facts)
{
    const char *heads[SECTION_COLUMNS + 1];
    char text[SECTION_COLUMNS][40];
    int i = 0;
    for (; section->columns[i].head.en != NULL; i++) {
        enum cell_form form = section->columns[i].form;
        bool is_right = form == CELL_COUNT || form == CELL_MOMENT || form == CELL_RIGHT;
        snprintf(text[i], sizeof text[i], "%s%s", is_right ? "#" : "",
                 fk_text_in(section->columns[i].head, facts->lang));
        heads[i] = text[i];
    }
    heads[i] = NULL;
    html_raw(out, i > DENSE_COLUMNS ? "<div class=\"dense\">\n" : "<div>\n");
    html_table_begin(out, heads);
    return i;
}

static int html_rows(FILE *out, struct run_rows *rows, const struct section *section,
                     const struct facts *facts, struct fk_diag *diag)
{
    int columns = html_heads(out, section, facts), more;
    do {
        int column = 0;
        html_raw(out, "<tr>");
        for (int i = 0; i < columns; i++)
            html_value(out, rows, &column, section->columns[i].form, facts);
        html_raw(out, "</tr>\n");
        more = run_rows_next(rows, diag);
    } while (more == 1);
    html_table_end(out);
    html_raw(out, "</div>\n");
    return more;
}

static int html_section(FILE *out, struct run_db *db, const struct section *section,
                        const struct facts *facts, struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    int result = run_rows_begin(&rows, db, section->sql, diag);
    int more = result == FK_OK ? run_rows_next(rows, diag) : result;
    if (more == 1 || (more == 0 && section->empty.en != NULL)) {
        html_heading(out, section->heading, facts->lang);
        html_element(out, "p", "muted",
                     fk_text_in(more == 1 ? section->text : section->empty, facts->lang));
    }
    if (more == 1) {
        bool is_folded = section->failing && run_db_int(db, section->failing, 1) == 0;
        if (is_folded) {
            html_raw(out, "<details>");
            html_element(out, "summary", NULL, word(facts, RUN_ALL_HOLD));
        }
        more = html_rows(out, rows, section, facts, diag);
        html_raw(out, is_folded ? "</details>\n" : "");
    }
    run_rows_end(rows);
    return more < 0 ? more : FK_OK;
}

static void html_banner(FILE *out, const struct facts *facts)
{
    bool is_shown = facts->is_what_if && facts->failed_invariants == 0;
    bool pass = facts->failed_expectations == 0 && facts->failed_invariants == 0;
    bool has_checks = facts->expectations > 0;
    long long expectations = facts->expectations, invariants = facts->invariants;
    const char *klass = is_shown     ? "banner warn"
                        : !pass      ? "banner fail"
                        : has_checks ? "banner pass"
                                     : "banner warn";
    fprintf(out, "<div class=\"%s\">", klass);
    if (is_shown)
        html_textf(out, word(facts, RUN_WHAT_IF),
                   expectations - (long long)facts->failed_expectations, expectations, invariants,
                   invariants);
    else if (!pass)
        html_textf(out, word(facts, RUN_BROKEN), (long long)facts->failed_expectations,
                   expectations, (long long)facts->failed_invariants, invariants);
    else if (has_checks)
        html_textf(out, word(facts, RUN_HOLDS), expectations, expectations, invariants, invariants);
    else
        html_textf(out, word(facts, RUN_NOTHING_EXPECTED), invariants);
    html_raw(out, "</div>\n");
}

/* The one row of a query as values with their names; `is_tile`: key figures, else rows of facts. */
static int html_pairs(FILE *out, struct run_db *db, const char *sql,
                      const struct section_column *columns, bool is_tile, const struct facts *facts,
                      struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    int result = run_rows_begin(&rows, db, sql, diag);
    int more = result == FK_OK ? run_rows_next(rows, diag) : result;
    for (int i = 0, at = 0; more == 1 && columns[i].head.en != NULL; i++, at++) {
        bool is_term = columns[i].form == CELL_TERM;
        const char *value = run_rows_text(rows, at + (is_term && facts->lang == FK_ZH));
        const char *name = fk_text_in(columns[i].head, facts->lang);
        at += is_term;
        if (*value == 0)
            continue;
        html_raw(out, is_tile ? "<div class=\"tile\">" : "<tr>");
        html_element(out, is_tile ? "b" : "th", NULL, is_tile ? value : name);
        html_element(out, is_tile ? "span" : "td", NULL, is_tile ? name : value);
        html_raw(out, is_tile ? "</div>\n" : "</tr>\n");
    }
    run_rows_end(rows);
    return more < 0 ? more : FK_OK;
}

static int html_tiles(FILE *out, struct run_db *db, const struct facts *facts, struct fk_diag *diag)
{
    html_heading(out, run_words[RUN_KEY_FIGURES], facts->lang);
    html_raw(out, "<div class=\"tiles\">\n");
    int result = html_pairs(out, db, run_tiles_sql, run_tiles, true, facts, diag);
    html_raw(out, "</div>\n");
    return result;
}

static int html_facts(FILE *out, struct run_db *db, const struct facts *facts, struct fk_diag *diag)
{
    html_heading(out, run_words[RUN_FACTS], facts->lang);
    html_raw(out, "<div class=\"scroll\"><table class=\"facts\">\n");
    int result = html_pairs(out, db, run_facts_sql, run_facts, false, facts, diag);
    html_raw(out, "</table></div>\n");
    return result;
}

static int html_head(FILE *out, struct run_db *db, const struct facts *facts, struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    int result = run_rows_begin(
        &rows, db,
        "SELECT id, title, story, source || ' \xc2\xb7 D0 = ' || strftime("
        "'%Y-%m-%d', start_at / 1000 + 28800, 'unixepoch') || ' \xc2\xb7 seed ' || seed ||"
        " ' \xc2\xb7 ' || coalesce(fingerprint, ''), settings FROM run",
        diag);
    int more = result == FK_OK ? run_rows_next(rows, diag) : result;
    if (more == 1) {
        char title[512];
        snprintf(title, sizeof title, "%.60s %.400s", run_rows_text(rows, 0),
                 run_rows_text(rows, 1));
        html_page_begin_styled(out, facts->lang, title, page_style);
        html_element(out, "h1", NULL, title);
        html_element(out, "p", "muted", run_rows_text(rows, 3));
        if (*run_rows_text(rows, 4) != 0) {
            html_raw(out, "<p><b class=\"warn\">");
            html_text(out, word(facts, RUN_OVERRIDES));
            html_raw(out, "</b>");
            html_element(out, "code", NULL, run_rows_text(rows, 4));
            html_raw(out, "</p>\n");
        }
        html_element(out, "p", NULL, run_rows_text(rows, 2));
        html_banner(out, facts);
    } else {
        result = more < 0 ? more : fk_fail(diag, FK_E_FORMAT, NULL, 0, "the database holds no run");
    }
    run_rows_end(rows);
    return result;
}

static void html_contents_item(FILE *out, struct fk_text text, enum fk_lang lang)
{
    html_raw(out, "<a href=\"#");
    html_text(out, text.en);
    html_raw(out, "\">");
    html_text(out, fk_text_in(text, lang));
    html_raw(out, "</a>\n");
}

/* Sections that turn out to be empty have no heading, so they have no entry either. */
static bool has_section(struct run_db *db, const struct section *section)
{
    struct run_rows *rows = NULL;
    bool has = section->empty.en != NULL;
    if (!has && run_rows_begin(&rows, db, section->sql, NULL) == FK_OK)
        has = run_rows_next(rows, NULL) == 1;
    run_rows_end(rows);
    return has;
}

static void html_contents(FILE *out, struct run_db *db, const struct plot_list *figures,
                          const struct facts *facts)
{
    html_raw(out, "<nav class=\"contents\"><b>");
    html_text(out, word(facts, RUN_CONTENTS));
    html_raw(out, "</b>\n");
    for (size_t i = 0; i < figures->count; i++)
        if (figures->items[i].is_first)
            html_contents_item(out, figures->items[i].heading, facts->lang);
    html_contents_item(out, run_words[RUN_KEY_FIGURES], facts->lang);
    for (size_t i = 0; i < run_check_section_count; i++)
        if (has_section(db, &run_check_sections[i]))
            html_contents_item(out, run_check_sections[i].heading, facts->lang);
    for (size_t i = 0; i < figures->count; i++)
        if (!figures->items[i].is_first)
            html_contents_item(out, figures->items[i].heading, facts->lang);
    for (size_t i = 0; i < run_table_section_count; i++)
        if (has_section(db, &run_table_sections[i]))
            html_contents_item(out, run_table_sections[i].heading, facts->lang);
    html_contents_item(out, run_words[RUN_FACTS], facts->lang);
    html_contents_item(out, run_words[RUN_GO_ON], facts->lang);
    html_raw(out, "</nav>\n");
}

static int html_figures(FILE *out, const struct plot_list *figures, bool is_first,
                        enum fk_lang lang, struct fk_diag *diag)
{
    int result = FK_OK;
    for (size_t i = 0; i < figures->count && result == FK_OK; i++) {
        const struct plot_item *item = &figures->items[i];
        char prefix[40];
        if (item->is_first != is_first)
            continue;
        snprintf(prefix, sizeof prefix, "%.30s-", item->name);
        html_raw(out, "<section class=\"figure\">\n");
        html_heading(out, item->heading, lang);
        html_raw(out, "<figure class=\"card\">\n<div class=\"wide\">\n");
        result = html_svg(out, item->path, prefix, diag);
        html_raw(out, "</div>\n");
        html_element(out, "figcaption", NULL, fk_text_in(item->caption, lang));
        html_raw(out, "\n</figure>\n</section>\n");
    }
    return result;
}

static void html_how_on(FILE *out, const char *database, const struct plot_list *figures,
                        const struct facts *facts)
{
    static const char *const queries[] = {
        "SELECT kind, result, count(*) FROM v_order GROUP BY 1, 2",
        "SELECT day, clock, kind, state, result, tries FROM v_order ORDER BY created_at LIMIT 20",
        "SELECT count(*), min(seconds), avg(seconds), max(seconds) FROM v_outage",
    };
    html_heading(out, run_words[RUN_GO_ON], facts->lang);
    html_element(out, "p", NULL, word(facts, RUN_GO_ON_TEXT));
    html_raw(out, "<pre>");
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        html_textf(out, "sqlite3 -box %s \"%s\"\n", database, queries[i]);
    }
    html_raw(out, "</pre>\n");
    if (figures->count > 0) {
        const char *slash = strrchr(figures->items[0].path, '/');
        int length = slash != NULL ? (int)(slash - figures->items[0].path) : 0;
        html_element(out, "p", NULL, word(facts, RUN_REDRAW));
        html_raw(out, "<pre>");
        html_textf(out, "cd %.*s && gnuplot %s.gp\n", length, figures->items[0].path,
                   figures->items[0].name);
        html_raw(out, "</pre>\n");
    }
}

static int html_sections(FILE *out, struct run_db *db, const struct section *sections, size_t count,
                         const struct facts *facts, struct fk_diag *diag)
{
    int result = FK_OK;
    for (size_t i = 0; i < count && result == FK_OK; i++)
        result = html_section(out, db, &sections[i], facts, diag);
    return result;
}

static int html_body(FILE *out, struct run_db *db, const struct run_html_options *options,
                     const struct plot_list *figures, struct fk_diag *diag)
{
    const struct facts facts = {
        options->lang,
        options->is_what_if,
        run_db_int(db, "SELECT count(*) FROM expectation", 0),
        run_db_int(db, "SELECT count(*) FROM expectation WHERE pass = 0", 0),
        run_db_int(db, "SELECT count(*) FROM invariant", 0),
        run_db_int(db, "SELECT count(*) FROM invariant WHERE pass = 0", 0),
        run_db_int(db, "SELECT start_at FROM run", 0)};
    int result = html_head(out, db, &facts, diag);
    if (result != FK_OK)
        return result;
    html_contents(out, db, figures, &facts);
    if (options->problem != NULL) {
        html_heading(out, run_words[RUN_FIGURES], facts.lang);
        html_element(out, "p", "warn", options->problem);
    }
    result = html_figures(out, figures, true, facts.lang, diag);
    result = result == FK_OK ? html_tiles(out, db, &facts, diag) : result;
    if (result == FK_OK)
        result = html_sections(out, db, run_check_sections, run_check_section_count, &facts, diag);
    result = result == FK_OK ? html_figures(out, figures, false, facts.lang, diag) : result;
    if (result == FK_OK)
        result = html_sections(out, db, run_table_sections, run_table_section_count, &facts, diag);
    result = result == FK_OK ? html_facts(out, db, &facts, diag) : result;
    html_how_on(out, options->database, figures, &facts);
    html_page_end(out, word(&facts, RUN_FOOTER));
    return result;
}

int run_html_write(struct run_db *db, const char *path, const struct run_html_options *options,
                   const struct plot_list *figures, struct fk_diag *diag)
{
    struct out_file file;
    int result = out_file_open(&file, path, diag);
    if (result != FK_OK) {
        return result;
    }
    result = html_body(file.stream, db, options, figures, diag);
    if (result != FK_OK) {
        out_file_abort(&file);
        return result;
    }
    return out_file_commit(&file, diag);
}
