/* reports/plot/plot_gnuplot.h - runs gnuplot on the scripts of figures; the only file that starts
 * it. Not thread-safe. */
#ifndef REPORTS_PLOT_PLOT_GNUPLOT_H
#define REPORTS_PLOT_PLOT_GNUPLOT_H
#include "base/err.h"

#include <signal.h>

#define GNUPLOT_LIMIT_MS 20000 /* a figure takes less than a second */

struct gnuplot_job {
    const char *name; /* of the script NAME.gp in the folder, which makes NAME.svg and
                         NAME-narrow.svg */
    int result;       /* FK_OK, or FK_E_IO */
};

/* A gnuplot for each job, all at once: a figure must not depend on what was drawn before it. What
 * it says goes to NAME.log, which is removed. One that has not ended after GNUPLOT_LIMIT_MS, or
 * when *stop is raised (NULL: never), is killed. A figure that is no whole SVG, or holds a script,
 * is removed. FK_OK if all are drawn; else FK_E_IO and the sentence of the last that is not, with
 * the results in the jobs. */
FK_MUST_CHECK int gnuplot_draw(const char *folder, struct gnuplot_job *jobs, size_t count,
                               const volatile sig_atomic_t *stop, struct fk_diag *diag);
#endif
