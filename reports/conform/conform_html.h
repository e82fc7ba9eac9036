/* reports/conform/conform_html.h - the page of a conformance run: one self-contained HTML file
 * with the matrix of tests and verdicts, every failure with the bytes that prove it, answer
 * times, and what could not be judged and why. It opens from the file system, needs no network
 * and runs no script. Reentrant. */
#ifndef REPORTS_CONFORM_CONFORM_HTML_H
#define REPORTS_CONFORM_CONFORM_HTML_H
#include "base/text.h"
#include "conformance/run/result.h"

#include <stdio.h>

/* Writes the page to `path`; an existing file is replaced only by a complete page. FK_OK, FK_E_IO
 * or FK_E_MEMORY with a sentence. */
FK_MUST_CHECK int conform_html_write(const struct conform_result *result, enum fk_lang lang,
                                     const char *path, struct fk_diag *diag);
/* The same to a stream. FK_OK or FK_E_MEMORY; errors of the stream stay with it. */
FK_MUST_CHECK int conform_html_print(FILE *out, enum fk_lang lang,
                                     const struct conform_result *result);
#endif
