/* conformance/run/matrix.h - does the suite have teeth? Every named defect of the virtual meter
 * against every test, over sim: and in virtual time.
 *
 * A cell is "killed" if the test fails on the defective meter (a should test: remarks where it
 * passes on the sound one). Wanted: the sound meter passes every test, every defect fails at least
 * one test, and every test is failed by at least one defect that spoils less than half of all tests
 * - a meter that answers nothing sensible would fail any test and proves nothing about it. */
#ifndef CONFORMANCE_RUN_MATRIX_H
#define CONFORMANCE_RUN_MATRIX_H
#include "conformance/run/suite.h"

struct conform_matrix {
    const struct conform_suite *suite;
    size_t tests, defects;
    uint8_t *cells; /* enum conform_verdict; one row of `tests` a defect, last: the sound meter */
    bool *is_restored; /* one a defect, last: the sound meter */
};

/* Fills *matrix. FK_OK, FK_E_MEMORY, or what opening sim: gave. Call conform_matrix_fini in every
 * case. */
FK_MUST_CHECK int conform_matrix_fill(struct conform_matrix *matrix,
                                      const struct conform_suite *suite, uint64_t seed,
                                      struct fk_diag *diag);
void conform_matrix_fini(struct conform_matrix *matrix);
/* Verdict of a test on the meter with a defect; `defect` = matrix->defects: the sound meter. */
enum conform_verdict conform_matrix_at(const struct conform_matrix *matrix, size_t defect,
                                       size_t test);
/* True if the defect fails the test. */
bool conform_matrix_kills(const struct conform_matrix *matrix, size_t defect, size_t test);
/* Tests that the defect fails. */
size_t conform_matrix_kills_of(const struct conform_matrix *matrix, size_t defect);
/* True if a defect that spoils less than half of the tests fails this one. */
bool conform_matrix_is_guarded(const struct conform_matrix *matrix, size_t test);
#endif
