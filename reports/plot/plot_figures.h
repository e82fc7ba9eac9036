/* reports/plot/plot_figures.h - the figures as data: the queries whose rows they show and the
 * gnuplot text that shows them. Read-only. */
#ifndef REPORTS_PLOT_PLOT_FIGURES_H
#define REPORTS_PLOT_PLOT_FIGURES_H
#include <stddef.h>

#define PLOT_TABLES 3
#define PLOT_WIDTH  1080 /* px */

/* A figure is drawn if its first query gives a row. The rows of tables[k] go to the file NAME.tsv
 * (k = 0) or NAME-<k + 1>.tsv, with one line of column names; NULL ends the list. */
struct plot_figure {
    const char *name, *heading, *caption;
    const char *variables;           /* query: one row, its columns become gnuplot variables */
    const char *tables[PLOT_TABLES]; /* queries */
    const char *script;              /* gnuplot, behind plot_style and the variables */
    const char *height;              /* px, gnuplot over the variables; all are PLOT_WIDTH wide */
};
extern const struct plot_figure plot_figures[];
extern const size_t plot_figure_count;

/* Colours, lines, fonts: in front of every script. */
extern const char plot_style[];
#endif
