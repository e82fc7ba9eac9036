/* reports/run/run_html.h - the page of a run: one file that needs nothing else. Reentrant. */
#ifndef REPORTS_RUN_RUN_HTML_H
#define REPORTS_RUN_RUN_HTML_H
#include "reports/plot/plot.h"
#include "reports/store/store.h"

/* Writes `path` from the database: story, result, expectations, invariants, figures, days, orders
 * and SMS by result, and how to go on. `database` is the name shown to open the database with;
 * `figures` are put inline; `problem`, if not NULL, says why there are none. FK_OK, FK_E_IO or
 * FK_E_FORMAT (the database is not as the schema says); on an error no file is left. */
FK_MUST_CHECK int run_html_write(struct run_db *db, const char *path, const char *database,
                                 const struct plot_list *figures, const char *problem,
                                 struct fk_diag *diag);
#endif
