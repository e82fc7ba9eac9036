#include "reports/questions/question_say.h"

#include <stdio.h>
#include <string.h>

/* Puts the columns of the current row into their places. */
static int fill(struct run_rows *rows, const char *text, char out[QUESTION_SENTENCE_MAX],
                struct fk_diag *diag)
{
    size_t used = 0;
    while (*text) {
        const char *piece = text;
        size_t length = strcspn(text, "{");
        if (length == 0) {
            int column = text[1] - '1';
            if (column < 0 || column >= run_rows_columns(rows) || text[2] != '}')
                return fk_fail(diag, FK_E_FORMAT, NULL, 0, "no column for \"%.3s\"", text);
            if (run_rows_type(rows, column) == RUN_NULL)
                return fk_fail(diag, FK_E_STATE, NULL, 0, "%s is not known",
                               run_rows_name(rows, column));
            piece = run_rows_text(rows, column);
            length = strlen(piece);
            text += strlen("{1}");
        } else {
            text += length;
        }
        if (used + length >= QUESTION_SENTENCE_MAX)
            return fk_fail(diag, FK_E_RANGE, NULL, 0, "the sentence is too long");
        memcpy(out + used, piece, length);
        used += length;
    }
    out[used] = '\0';
    return FK_OK;
}

int question_say(struct run_db *db, const struct question_line *line, enum fk_lang lang,
                 question_taker *take, void *context, struct fk_diag *diag)
{
    char sentence[QUESTION_SENTENCE_MAX];
    struct run_rows *rows = NULL;
    unsigned count = 0;
    int err = run_rows_begin(&rows, db, line->sql, diag);
    int more = err;
    while (err == FK_OK && (more = run_rows_next(rows, diag)) > 0) {
        err = fill(rows, fk_text_in(line->says, lang), sentence, diag);
        if (err == FK_OK)
            err = take(context, sentence);
        count++;
    }
    run_rows_end(rows);
    if (err == FK_OK && more == FK_OK && count == 0)
        return fk_fail(diag, FK_E_STATE, NULL, 0, "the run has no row for it");
    return err == FK_OK ? more : err;
}
