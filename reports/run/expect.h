/* reports/run/expect.h - checks expectations: named SQL queries on the database of a run, with what
 * they must give (sim/scenario/scenario.h). A query may only read. Reentrant. */
#ifndef REPORTS_RUN_EXPECT_H
#define REPORTS_RUN_EXPECT_H
#include "reports/store/store.h"
#include "sim/scenario/scenario.h"

/* Texts are owned; expect_outcome_fini frees them. */
struct expect_outcome {
    char *expected; /* "= 100", ">= 5", "<= 7", "5 .. 7" */
    char *actual;   /* what the query gave; NULL if it gave no single value */
    char *error;    /* why there is nothing to compare; NULL if there is */
    bool pass;
};

/* The query must give exactly one row with exactly one column that is a number or a text. A number
 * is compared with `equals`, `min`, `max` as numbers: whole numbers exactly, others to a relative
 * 1e-9, so that a sum of decimal fractions still equals what a person writes. A text is compared
 * byte by byte, and so are its bounds (clocks 'HH:MM:SS' sort as times do).
 *
 * Returns FK_OK with *out filled, whether the expectation holds or not: an invalid query is a
 * failed expectation with the reason in out->error. FK_E_MEMORY: *out is empty. */
FK_MUST_CHECK int expect_check(struct run_db *db, const struct scenario_expectation *expectation,
                               struct expect_outcome *out);
void expect_outcome_fini(struct expect_outcome *out);
#endif
