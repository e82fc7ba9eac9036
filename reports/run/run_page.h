/* reports/run/run_page.h - pieces of the pages about runs: headings, tables that a query fills
 * (reports/run/run_sections.h), figures. Reentrant; errors of the stream stick to it. */
#ifndef REPORTS_RUN_RUN_PAGE_H
#define REPORTS_RUN_RUN_PAGE_H
#include "base/clock.h"
#include "base/text.h"
#include "reports/plot/plot.h"
#include "reports/run/run_sections.h"
#include "reports/store/store.h"

#include <stdio.h>

struct page_facts {
    enum fk_lang lang;
    bool is_what_if;   /* expectations are shown and not judged */
    ms_t start;        /* D0 00:00 */
    int64_t first_day; /* of the tables: after 0 if the run went on from a checkpoint */
};

extern const char page_style[]; /* rules for tables with many columns and folded cells */

/* Heading that the table of contents leads to; the English text is the anchor in both languages. */
void page_heading(FILE *out, struct fk_text text, enum fk_lang lang);
void page_contents_item(FILE *out, struct fk_text text, enum fk_lang lang);

/* The section with its heading; nothing if it has no row and no words for that. FK_OK or
 * FK_E_FORMAT (the database is not as the schema says). */
FK_MUST_CHECK int page_section(FILE *out, struct run_db *db, const struct section *section,
                               const struct page_facts *facts, struct fk_diag *diag);
FK_MUST_CHECK int page_sections(FILE *out, struct run_db *db, const struct section *sections,
                                size_t count, const struct page_facts *facts, struct fk_diag *diag);
/* Whether page_section writes anything. */
bool page_has_section(struct run_db *db, const struct section *section);

/* The one row of a query as values with their names; `is_tile`: key figures, else rows of facts. */
FK_MUST_CHECK int page_pairs(FILE *out, struct run_db *db, const char *sql,
                             const struct section_column *columns, bool is_tile,
                             const struct page_facts *facts, struct fk_diag *diag);

/* The figures that are `is_first`, each in a section of its own. FK_OK or FK_E_IO. */
FK_MUST_CHECK int page_figures(FILE *out, const struct plot_list *figures, bool is_first,
                               enum fk_lang lang, struct fk_diag *diag);
#endif
