/* cli/report/report_print.h - a report of the question list on the console, or as CSV. */
#ifndef CLI_REPORT_REPORT_PRINT_H
#define CLI_REPORT_REPORT_PRINT_H
#include "reports/run/run_rpt.h"

/* Prints the rows as a table with a title. FK_OK or an error of the database. */
FK_MUST_CHECK int report_print_table(struct run_db *db, const struct rpt_request *request,
                                     struct fk_diag *diag);
/* All columns of the view as CSV (RFC 4180): names in the first line, lines end with LF. */
FK_MUST_CHECK int report_print_csv(struct run_db *db, const struct rpt_request *request,
                                   struct fk_diag *diag);
/* Which reports there are. */
void report_print_list(enum fk_lang lang);
#endif
