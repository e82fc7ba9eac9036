#include "reports/run/run_rpt_page.h"

#include "reports/page/html.h"
#include "reports/run/run_page.h"
#include "reports/run/run_rpt.h"

const struct fk_text run_rpt_heading = {"Reports", "报表"};

static const char *title_of(const struct rpt *rpt, enum fk_lang lang)
{
    return fk_text_in(rpt->title, lang);
}

static void write_heads(FILE *out, const struct rpt *rpt, enum fk_lang lang)
{
    const char *heads[RPT_COLUMNS_MAX + 1] = {NULL};
    for (size_t i = 0; rpt->columns[i].en != NULL; i++)
        heads[i] = fk_text_in(rpt->columns[i].head, lang);
    html_table_begin(out, heads);
}

static void write_row(FILE *out, const struct run_rows *rows)
{
    html_raw(out, "<tr>");
    for (int i = 0; i < run_rows_columns(rows); i++)
        html_element(out, "td", run_rows_type(rows, i) == RUN_TEXT ? NULL : "num",
                     run_rows_text(rows, i));
    html_raw(out, "</tr>\n");
}

/* The first rows, if there is one; 1 if there are more, 0 if that were all. */
static int write_rows(FILE *out, struct run_rows *rows, const struct rpt *rpt, enum fk_lang lang,
                      struct fk_diag *diag)
{
    int more = run_rows_next(rows, diag);
    if (more != 1)
        return more;
    write_heads(out, rpt, lang);
    for (int i = 0; more == 1 && i < RUN_RPT_ROWS; i++) {
        write_row(out, rows);
        more = run_rows_next(rows, diag);
    }
    html_table_end(out);
    return more;
}

/* One report that the run can answer. */
static int write_report(FILE *out, struct run_db *db, const struct rpt *rpt, const char *database,
                        enum fk_lang lang, struct fk_diag *diag)
{
    const struct rpt_request request = {.rpt = rpt, .lang = lang};
    struct run_rows *rows = NULL;
    html_raw(out, "<details><summary>");
    html_textf(out, "%s %s", rpt->id, title_of(rpt, lang));
    html_raw(out, "</summary>\n");
    for (size_t i = 0; i < RPT_NOTES; i++)
        if (rpt_note_counts(db, &rpt->notes[i]))
            html_element(out, "p", "muted", fk_text_in(rpt->notes[i].text, lang));
    int result = FK_OK;
    if (run_db_int(db, "SELECT customers FROM run", 0) <= RUN_RPT_CUSTOMERS) {
        result = rpt_begin(&rows, db, &request, diag);
        if (result == FK_OK)
            result = write_rows(out, rows, rpt, lang, diag);
        run_rows_end(rows);
        html_element(out, "p", "muted",
                     result == 1 ? FK_SAY(lang, "There are more rows:", "还有更多行：")
                                 : FK_SAY(lang, "That is all.", "以上为全部。"));
    }
    html_raw(out, "<pre>");
    html_textf(out, "feikong report %s %s", database, rpt->id);
    html_raw(out, "</pre></details>\n");
    return result < 0 ? result : FK_OK;
}

int run_rpt_write(FILE *out, struct run_db *db, const char *database, enum fk_lang lang,
                  struct fk_diag *diag)
{
    int result = FK_OK;
    page_heading(out, run_rpt_heading, lang);
    html_raw(out, "<p class=\"muted\">");
    html_textf(out,
               FK_SAY(lang, "The reports of the question list, the first %d rows of each.",
                      "问题清单的报表，各显示前 %d 行。"),
               RUN_RPT_ROWS);
    html_raw(out, "</p>\n");
    for (size_t i = 0; i < rpt_count && result == FK_OK; i++) {
        const struct rpt *rpt = &rpts[i];
        if (rpt_check(db, rpt, NULL) == FK_OK) {
            result = write_report(out, db, rpt, database, lang, diag);
            continue;
        }
        html_raw(out, "<p class=\"muted\">");
        html_textf(out, "%s %s%s%s", rpt->id, title_of(rpt, lang), FK_SAY(lang, ": ", "："),
                   FK_SAY(lang, "not recorded; --set recording=events records it.",
                          "未记录；--set recording=events 会记录。"));
        html_raw(out, "</p>\n");
    }
    return result;
}
