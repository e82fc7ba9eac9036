/* reports/run/run_junit.h - the checks of a run as JUnit XML, for build servers. Reentrant. */
#ifndef REPORTS_RUN_RUN_JUNIT_H
#define REPORTS_RUN_RUN_JUNIT_H
#include "reports/store/store.h"

/* Writes `path`: one test suite of expectations (class "SCENARIO.expectations"), one of invariants
 * (class "SCENARIO.invariants"). A failed check is a <failure> with expected and actual value, a
 * query that gave nothing to compare an <error>. The file satisfies tests/junit.xsd. FK_OK or
 * FK_E_IO; on an error no file is left. */
FK_MUST_CHECK int run_junit_write(struct run_db *db, const char *path, struct fk_diag *diag);

/* The fingerprint that a scenario is known to have (NULL: none), and the one it had. */
struct run_junit_fingerprint {
    const char *scenario, *known, *found;
};

/* Writes `path` from `count` files that run_junit_write made: all their suites in order; then, if
 * `fingerprint_count` is not 0, a suite "fingerprints" (class "SCENARIO.fingerprint") in which one
 * that is another, or not known, is a <failure>. FK_OK, or FK_E_IO if a part cannot be read or is
 * no such file; on an error no file is left. */
FK_MUST_CHECK int run_junit_merge(const char *const *parts, size_t count,
                                  const struct run_junit_fingerprint *fingerprints,
                                  size_t fingerprint_count, const char *path, struct fk_diag *diag);
#endif
