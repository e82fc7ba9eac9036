/* reports/run/run_rpt_page.h - the part of a run's page with the reports of the question list
 * (reports/run/run_rpt.h), each folded: its first rows and the command that prints all. */
#ifndef REPORTS_RUN_RUN_RPT_PAGE_H
#define REPORTS_RUN_RUN_RPT_PAGE_H
#include "base/text.h"
#include "reports/store/store.h"

#include <stdio.h>

extern const struct fk_text run_rpt_heading;

#define RUN_RPT_ROWS      20     /* of each report */
#define RUN_RPT_CUSTOMERS 100000 /* a run with more has the commands alone: rows take too long */

/* The section with its heading. `database` is what the reader can ask. FK_OK or FK_E_FORMAT (the
 * database is not as the schema says). */
FK_MUST_CHECK int run_rpt_write(FILE *out, struct run_db *db, const char *database,
                                enum fk_lang lang, struct fk_diag *diag);
#endif
