#include "cli/report/report_print.h"

#include "base/plain_text.h"
#include "cli/cmd_say.h"
#include "cli/columns.h"

#include <stdio.h>
#include <string.h>

#define CELL_MAX 512

/* Whole numbers as they are, others with two decimals; texts as they may stand on a terminal. */
static const char *cell(struct run_rows *rows, int column, char out[CELL_MAX])
{
    double real = run_rows_real(rows, column);
    switch (run_rows_type(rows, column)) {
    case RUN_NULL:
        return "-";
    case RUN_REAL:
        snprintf(out, CELL_MAX, "%.2f", real);
        return out;
    default:
        (void)plain_text(run_rows_text(rows, column), out, CELL_MAX);
        return out;
    }
}

static bool is_number(const struct run_rows *rows, int column)
{
    enum run_value type = run_rows_type(rows, column);
    return type == RUN_INTEGER || type == RUN_REAL;
}

static void measure(struct run_rows *rows, int *width)
{
    char text[CELL_MAX];
    for (int i = 0; i < run_rows_columns(rows); i++) {
        int columns = cli_columns(cell(rows, i, text));
        width[i] = columns > width[i] ? columns : width[i];
    }
}

static void print_cell(const char *text, int width, bool is_right, bool is_last)
{
    int blanks = width > cli_columns(text) ? width - cli_columns(text) : 0;
    printf("%*s%s%*s%s", is_right ? blanks : 0, "", text, is_right || is_last ? 0 : blanks, "",
           is_last ? "\n" : "  ");
}

static void print_row(struct run_rows *rows, const int *width)
{
    char text[CELL_MAX];
    int count = run_rows_columns(rows);
    for (int i = 0; i < count; i++)
        print_cell(cell(rows, i, text), width[i], is_number(rows, i), i == count - 1);
}

int report_print_table(struct run_db *db, const struct rpt_request *request, struct fk_diag *diag)
{
    const struct rpt *rpt = request->rpt;
    int width[RPT_COLUMNS_MAX] = {0}, columns = 0, more;
    size_t count = 0;
    struct run_rows *rows = NULL;
    for (; rpt->columns[columns].en; columns++)
        width[columns] = cli_columns(fk_text_in(rpt->columns[columns].head, request->lang));
    int err = rpt_begin(&rows, db, request, diag);
    if (err != FK_OK)
        return err;
    for (; (more = run_rows_next(rows, diag)) == 1; count++)
        measure(rows, width);
    run_rows_end(rows);
    cmd_tell("%s  %s", rpt->id, fk_text_in(rpt->title, request->lang));
    rows = NULL;
    err = more < 0 ? more : rpt_begin(&rows, db, request, diag);
    for (int i = 0; err == FK_OK && count > 0 && i < columns; i++)
        print_cell(fk_text_in(rpt->columns[i].head, request->lang), width[i], false,
                   i == columns - 1);
    while (err == FK_OK && (more = run_rows_next(rows, diag)) == 1)
        print_row(rows, width);
    run_rows_end(rows);
    if (err != FK_OK || more < 0)
        return err != FK_OK ? err : more;
    cmd_tell(count == 1 ? FK_SAY(request->lang, "%zu row", "%zu 行")
                        : FK_SAY(request->lang, "%zu rows", "%zu 行"),
             count);
    for (int i = 0; i < RPT_NOTES; i++)
        if (rpt_note_counts(db, &rpt->notes[i]))
            cmd_tell("%s  %s", FK_SAY(request->lang, "note", "说明"),
                     fk_text_in(rpt->notes[i].text, request->lang));
    return FK_OK;
}

static void print_csv_text(const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, stdout);
        return;
    }
    putchar('"');
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    putchar('"');
}

int report_print_csv(struct run_db *db, const struct rpt_request *request, struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    int more, err = rpt_begin(&rows, db, request, diag);
    if (err != FK_OK)
        return err;
    int count = run_rows_columns(rows);
    for (int i = 0; i < count; i++)
        printf("%s%s", i ? "," : "", run_rows_name(rows, i));
    putchar('\n');
    while ((more = run_rows_next(rows, diag)) == 1) {
        for (int i = 0; i < count; i++) {
            if (i)
                putchar(',');
            print_csv_text(run_rows_text(rows, i));
        }
        putchar('\n');
    }
    run_rows_end(rows);
    return more < 0 ? more : FK_OK;
}

void report_print_list(enum fk_lang lang)
{
    for (size_t i = 0; i < rpt_count; i++)
        cmd_tell("  %s  %-10s  %s", rpts[i].id, rpts[i].word, fk_text_in(rpts[i].title, lang));
}
