/* reports/plot/plot_figures.h - the figures as data: the queries whose rows they show and the
 * gnuplot text that shows them. Read-only. */
#ifndef REPORTS_PLOT_PLOT_FIGURES_H
#define REPORTS_PLOT_PLOT_FIGURES_H
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

#define PLOT_TABLES 2
#define PLOT_WORDS  12
#define PLOT_WIDTH  1080 /* px */
#define PLOT_NARROW 640  /* px: of the same figure for narrow windows and paper */
#define PLOT_STRIP  "17" /* px: of a row of faults */

/* A word or sentence of a figure, a gnuplot variable in its script. */
struct plot_word {
    const char *variable;
    struct fk_text text;
};

/* A figure is drawn if its first query gives a row. The rows of tables[k] go to the file NAME.tsv
 * (k = 0) or NAME-<k + 1>.tsv, with one line of column names; NULL ends the list.
 * Tables with names hold the Chinese one in the column behind the English one: `zh` is 1 or 0.
 * A figure with a `window` has strips of faults: those that are in force in it are in
 * NAME-faults.tsv (begin and end in hours, cut to the window, name, name in Chinese, row from 0, 1
 * for the first of a row), and the variables `a`, `b` (the window) and `strips` (rows) are set. */
struct plot_figure {
    const char *name;
    struct fk_text heading, caption;
    bool is_first;                      /* stands before the key figures */
    const char *variables;              /* query: one row, its columns become gnuplot variables */
    const char *tables[PLOT_TABLES];    /* queries */
    struct plot_word words[PLOT_WORDS]; /* ends with variable NULL */
    const char
        *window; /* query: one row, begin and end in hours since the start; NULL: no strips */
    const char *condition; /* " AND ..." of the faults in table `fault`; NULL: all */
    const char *script;    /* gnuplot, behind plot_style and the variables; it is run twice, with
                           `narrow` 0 and 1 */
    const char *height;    /* px, gnuplot over the variables; all are PLOT_WIDTH or, narrow,
                           PLOT_NARROW wide */
};
extern const struct plot_figure plot_figures[];
extern const size_t plot_figure_count;

/* Colours, lines, fonts: in front of every script. */
extern const char plot_style[];
#endif
