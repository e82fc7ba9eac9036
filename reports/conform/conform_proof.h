/* reports/conform/conform_proof.h - the part of the conformance page that shows bytes: annotated
 * tables of the request and the answer that prove a verdict, and the traffic of a test.
 * Reentrant. */
#ifndef REPORTS_CONFORM_CONFORM_PROOF_H
#define REPORTS_CONFORM_CONFORM_PROOF_H
#include "base/text.h"
#include "conformance/run/result.h"

#include <stdio.h>

/* Request and proof of a test, each as a table with offset, bytes, field, value and clause; silence
 * is said in a sentence. */
void conform_proof_write(FILE *out, enum fk_lang lang, const struct conform_result *result,
                         const struct conform_test_result *test);
/* Everything that was sent and received in a test, each with the name of every field, closed in
 * <details>. Nothing if nothing was. */
void conform_traffic_write(FILE *out, enum fk_lang lang, const struct conform_result *result,
                           const struct conform_test_result *test);
#endif
