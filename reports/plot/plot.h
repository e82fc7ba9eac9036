/* reports/plot/plot.h - the figures of a run, drawn by gnuplot (the only file that runs it is
 * plot_gnuplot.c).
 *
 * Every figure NAME is a folder's NAME.svg, NAME-narrow.svg (the same for narrow windows and
 * paper), NAME.tsv (its data; NAME-2.tsv ... if it has more) and NAME.gp: `cd FOLDER && gnuplot
 * NAME.gp` draws it again, after a change of style or numbers.
 * Figures without anything to show (no payments, no supply events) are left out. Not thread-safe.
 */
#ifndef REPORTS_PLOT_PLOT_H
#define REPORTS_PLOT_PLOT_H
#include "base/text.h"
#include "reports/store/store.h"

#include <signal.h>

struct plot_item {
    char *path;             /* of the SVG, owned */
    char *narrow;           /* of the narrow one, owned */
    const char *name;       /* "timeline" */
    struct fk_text heading; /* what the figure answers */
    struct fk_text caption; /* how to read it */
    bool is_first;          /* belongs to what a reader sees first */
};

#define PLOT_ITEMS_MAX 8
struct plot_list {
    struct plot_item items[PLOT_ITEMS_MAX];
    size_t count;
};

#define PLOT_INCOMPLETE 1 /* gnuplot is missing, hangs, crashes or draws no figure */

/* Makes the folder if it is missing and draws all figures there is data for, their
 * words in `lang`. FK_OK; PLOT_INCOMPLETE
 * with the words of gnuplot in *diag, *list then holding the figures that were drawn; FK_E_IO if
 * files cannot be written (*list is empty). Data and .gp files stay for a look. *stop raised (NULL:
 * never) ends gnuplot. */
FK_MUST_CHECK int plot_write(struct run_db *db, const char *folder, enum fk_lang lang,
                             const volatile sig_atomic_t *stop, struct plot_list *list,
                             struct fk_diag *diag);
/* The same for other figures (reports/plot/plot_figures.h), at most PLOT_ITEMS_MAX of them. */
struct plot_figure;
FK_MUST_CHECK int plot_write_figures(struct run_db *db, const struct plot_figure *figures,
                                     size_t count, const char *folder, enum fk_lang lang,
                                     const volatile sig_atomic_t *stop, struct plot_list *list,
                                     struct fk_diag *diag);
void plot_list_fini(struct plot_list *list);
#endif
