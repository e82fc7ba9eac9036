#include "reports/run/run_page.h"

#include "reports/page/html.h"

#include <string.h>

#define DENSE_COLUMNS 10 /* tables with more are set closer */

const char page_style[] = "td details{margin:0}td summary{white-space:nowrap}"
                          "td code{white-space:pre-wrap}.name{white-space:nowrap}"
                          "tr.differs td{background:var(--warn-ground);font-weight:600}"
                          "td details[open] code{display:block;min-width:340px}"
                          ".dense table{font-size:13px}.dense th,.dense td{padding:6px}"
                          ".dense td{white-space:nowrap}\n"
                          "@media print{.dense table{font-size:10px}"
                          ".dense th,.dense td{padding:2px 3px}.dense thead th{font-size:9px}"
                          "td details[open] code{min-width:0}}\n";

static const char *page_word(const struct page_facts *facts, enum run_word id)
{
    return fk_text_in(run_words[id], facts->lang);
}

/* Heading that the table of contents leads to; the English text is the anchor in both languages. */
void page_heading(FILE *out, struct fk_text text, enum fk_lang lang)
{
    html_raw(out, "<h2 id=\"");
    html_text(out, text.en);
    html_raw(out, "\">");
    html_text(out, fk_text_in(text, lang));
    html_raw(out, "</h2>\n");
}

static void html_pill(FILE *out, bool pass, bool is_judged, const struct page_facts *facts)
{
    html_raw(out, "<td>");
    html_element(out, "span",
                 pass        ? "pill pass"
                 : is_judged ? "pill fail"
                             : "pill warn",
                 page_word(facts, pass        ? RUN_OK
                                  : is_judged ? RUN_FAILS
                                              : RUN_DIFFERS));
    html_raw(out, "</td>");
}

static void html_details(FILE *out, const char *text, const struct page_facts *facts)
{
    html_raw(out, "<td>");
    if (*text != 0) {
        html_raw(out, "<details><summary>");
        html_text(out, page_word(facts, RUN_SHOW));
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
                       const struct page_facts *facts)
{
    static const char *const classes[] = {[CELL_TEXT] = NULL,
                                          [CELL_NAME] = "name",
                                          [CELL_TERM] = NULL,
                                          [CELL_RIGHT] = "num",
                                          [CELL_CODE] = "mono"};
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
static int html_heads(FILE *out, const struct section *section, const struct page_facts *facts)
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
                     const struct page_facts *facts, struct fk_diag *diag)
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

int page_section(FILE *out, struct run_db *db, const struct section *section,
                 const struct page_facts *facts, struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    int result = run_rows_begin(&rows, db, section->sql, diag);
    int more = result == FK_OK ? run_rows_next(rows, diag) : result;
    if (more == 1 || (more == 0 && section->empty.en != NULL)) {
        bool is_rest = facts->first_day > 0 && section->empty_rest.en != NULL;
        struct fk_text empty = is_rest ? section->empty_rest : section->empty;
        page_heading(out, section->heading, facts->lang);
        html_element(out, "p", "muted", fk_text_in(more == 1 ? section->text : empty, facts->lang));
    }
    if (more == 1) {
        bool is_folded = section->failing && run_db_int(db, section->failing, 1) == 0;
        if (is_folded) {
            html_raw(out, "<details class=\"fold\">");
            html_element(out, "summary", NULL, page_word(facts, RUN_ALL_HOLD));
        }
        more = html_rows(out, rows, section, facts, diag);
        html_raw(out, is_folded ? "</details>\n" : "");
    }
    run_rows_end(rows);
    return more < 0 ? more : FK_OK;
}

/* The one row of a query as values with their names; `is_tile`: key figures, else rows of facts. */
int page_pairs(FILE *out, struct run_db *db, const char *sql, const struct section_column *columns,
               bool is_tile, const struct page_facts *facts, struct fk_diag *diag)
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

void page_contents_item(FILE *out, struct fk_text text, enum fk_lang lang)
{
    html_raw(out, "<a href=\"#");
    html_text(out, text.en);
    html_raw(out, "\">");
    html_text(out, fk_text_in(text, lang));
    html_raw(out, "</a>\n");
}

/* Sections that turn out to be empty have no heading, so they have no entry either. */
bool page_has_section(struct run_db *db, const struct section *section)
{
    struct run_rows *rows = NULL;
    bool has = section->empty.en != NULL;
    if (!has && run_rows_begin(&rows, db, section->sql, NULL) == FK_OK)
        has = run_rows_next(rows, NULL) == 1;
    run_rows_end(rows);
    return has;
}

int page_figures(FILE *out, const struct plot_list *figures, bool is_first, enum fk_lang lang,
                 struct fk_diag *diag)
{
    int result = FK_OK;
    for (size_t i = 0; i < figures->count && result == FK_OK; i++) {
        const struct plot_item *item = &figures->items[i];
        char prefix[40], narrow[40];
        if (item->is_first != is_first)
            continue;
        snprintf(prefix, sizeof prefix, "%.30s-", item->name);
        snprintf(narrow, sizeof narrow, "%.30s-n-", item->name);
        html_raw(out, "<section class=\"figure\">\n");
        page_heading(out, item->heading, lang);
        html_raw(out, "<figure class=\"card\">\n<div class=\"wide\">\n");
        result = html_svg(out, item->path, prefix, diag);
        html_raw(out, "</div>\n<div class=\"narrow\">\n");
        if (result == FK_OK)
            result = html_svg(out, item->narrow, narrow, diag);
        html_raw(out, "</div>\n");
        html_element(out, "figcaption", NULL, fk_text_in(item->caption, lang));
        html_raw(out, "\n</figure>\n</section>\n");
    }
    return result;
}

int page_sections(FILE *out, struct run_db *db, const struct section *sections, size_t count,
                  const struct page_facts *facts, struct fk_diag *diag)
{
    int result = FK_OK;
    for (size_t i = 0; i < count && result == FK_OK; i++)
        result = page_section(out, db, &sections[i], facts, diag);
    return result;
}
