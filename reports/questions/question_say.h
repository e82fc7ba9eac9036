/* reports/questions/question_say.h - the sentences of an answer, out of the database of a run.
 * Reentrant. */
#ifndef REPORTS_QUESTIONS_QUESTION_SAY_H
#define REPORTS_QUESTIONS_QUESTION_SAY_H
#include "reports/questions/question.h"
#include "reports/store/store.h"

#define QUESTION_SENTENCE_MAX 1024

/* Who takes a sentence; FK_OK to go on. */
typedef int question_taker(void *context, const char *sentence);

/* Hands each sentence of the line to `take`. FK_E_STATE if the query gives no row, or a place of
 * the text stands for a value that is not there; FK_E_FORMAT for a query that cannot run;
 * FK_E_RANGE for a sentence that is too long; what `take` returned. *diag says which. */
FK_MUST_CHECK int question_say(struct run_db *db, const struct question_line *line,
                               enum fk_lang lang, question_taker *take, void *context,
                               struct fk_diag *diag);
#endif
