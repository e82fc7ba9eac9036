/* reports/run/run_html.h - the page of a run: one file that needs nothing else. Reentrant. */
#ifndef REPORTS_RUN_RUN_HTML_H
#define REPORTS_RUN_RUN_HTML_H
#include "base/text.h"
#include "reports/plot/plot.h"
#include "reports/store/store.h"

struct run_html_options {
    enum fk_lang lang;
    bool is_what_if;      /* expectations are shown and not judged */
    const char *database; /* shown: the name to open the database with */
    const char *problem;  /* says why there are no figures; NULL if there are */
};

/* Writes `path` from the database: story, result, the day as it went and the supply, key figures,
 * expectations, invariants, more figures (all inline), days, orders and SMS by result, and how to
 * go on. FK_OK, FK_E_IO or FK_E_FORMAT (the database is not as the schema says); on an error no
 * file is left. */
FK_MUST_CHECK int run_html_write(struct run_db *db, const char *path,
                                 const struct run_html_options *options,
                                 const struct plot_list *figures, struct fk_diag *diag);
#endif
