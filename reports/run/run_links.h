/* reports/run/run_links.h - how the pages of runs lead to each other: from a story or a comparison
 * to the report of its run, and from a report to the stories and the comparison that were made in
 * its folder since. Addresses are relative, so that folders can be moved together. */
#ifndef REPORTS_RUN_RUN_LINKS_H
#define REPORTS_RUN_RUN_LINKS_H
#include "base/err.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdio.h>

/* Whether a file of this name is a page about a run besides its report: story-7.html. */
bool run_links_is_page(const char *name);

/* A link from a page in `folder` to the report beside `database`, behind `before`; nothing if there
 * is none. */
void run_links_to_report(FILE *out, const char *folder, const char *database, const char *before,
                         enum fk_lang lang);

/* Place of the links in a report, empty at first. */
void run_links_begin(FILE *out);

/* Writes into the report beside `database`, if there is one with that place, links to the pages in
 * its folder that are not older than the database. FK_OK, FK_E_IO or FK_E_MEMORY. */
FK_MUST_CHECK int run_links_refresh(const char *database, struct fk_diag *diag);
#endif
