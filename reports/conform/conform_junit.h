/* reports/conform/conform_junit.h - the verdicts of a conformance run as JUnit XML, for build
 * servers. Reentrant. */
#ifndef REPORTS_CONFORM_CONFORM_JUNIT_H
#define REPORTS_CONFORM_CONFORM_JUNIT_H
#include "conformance/run/result.h"

/* Writes `path`: one test suite a chapter ("dlt645.7.1"), one case a test. Fail and unexpected pass
 * become <failure>, error <error>; none, n/a, inconclusive and a known failure <skipped> with their
 * reason; a remark passes and stands in <system-out>. The file satisfies tests/junit.xsd. FK_OK or
 * FK_E_IO; on an error no file is left. */
FK_MUST_CHECK int conform_junit_write(const struct conform_result *result, const char *path,
                                      struct fk_diag *diag);
#endif
