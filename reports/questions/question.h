/* reports/questions/question.h - a question of the trade: what it asks, and which sentences answer
 * it with the figures of which run. Sentences are rows: a query on the database of the run
 * (docs/schema.md), and a text with a place for each of its columns. No figure of an answer stands
 * in a text (tests/unit/reports/test_questions.c). Reentrant. */
#ifndef REPORTS_QUESTIONS_QUESTION_H
#define REPORTS_QUESTIONS_QUESTION_H
#include "base/text.h"

#include <stddef.h>

/* A sentence for each row that the query gives, at least one. "{1}" is its first column. */
struct question_line {
    const char *scenario; /* by name: "s-04" */
    const char *sql;
    struct fk_text says;
};

struct question {
    unsigned number;
    struct fk_text asks;
    struct fk_text because; /* the answer in words */
    /* Figures that show it, those of one scenario together; none: a document answers. */
    const struct question_line *lines;
    size_t line_count;
    const char *document; /* "docs/agreement.md"; NULL: a run answers */
};

struct question_part {
    struct fk_text title;
    const struct question *questions;
    size_t count;
};
/* The scenario that stands `index`-th among the different ones of a question; NULL after the last.
 */
const char *question_scenario(const struct question *question, size_t index);
#endif
