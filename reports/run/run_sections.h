/* reports/run/run_sections.h - what a run's page shows, as data: headings in both languages,
 * queries and how their columns are shown. Read-only. */
#ifndef REPORTS_RUN_RUN_SECTIONS_H
#define REPORTS_RUN_RUN_SECTIONS_H
#include "base/text.h"

#include <stddef.h>

enum cell_form {
    CELL_TEXT,
    CELL_NAME,        /* text that stays on one line */
    CELL_TERM,        /* two columns of the query: English and Chinese */
    CELL_RIGHT,       /* text to the right, such as a value of unknown type */
    CELL_COUNT,       /* integer with separators of thousands; 0 is a dash */
    CELL_MOMENT,      /* ms as "D1 08:30:05" */
    CELL_CODE,        /* in type of one width */
    CELL_PASS,        /* 1 or 0 as a label */
    CELL_MATCH,       /* the same, of an expectation: not judged in a what-if run */
    CELL_INVARIANT,   /* number of an invariant as what must hold */
    CELL_DETAILS,     /* folded away; nothing if empty */
    CELL_DETAILS_TERM /* the same of two columns, English and Chinese */
};

#define SECTION_COLUMNS 17
struct section_column {
    struct fk_text head; /* may be empty, not NULL */
    enum cell_form form;
};
struct section {
    struct fk_text heading, text;
    struct fk_text empty; /* said if there is no row; none: then the section is left out */
    const char *failing;  /* query: how many rows need a look; 0 folds the table. NULL: never */
    const char *sql;
    struct section_column columns[SECTION_COLUMNS + 1]; /* ends with head NULL */
    struct fk_text empty_rest; /* instead of `empty` if the run went on from a checkpoint */
};

extern const struct section run_check_sections[]; /* above most of the figures */
extern const size_t run_check_section_count;
extern const struct section run_table_sections[]; /* below them */
extern const size_t run_table_section_count;

/* One row of a query, shown as values with their names; a NULL or empty value is left out. The
 * query gives CELL_TEXT or CELL_TERM columns. */
extern const char run_tiles_sql[], run_facts_sql[];
extern const struct section_column run_tiles[], run_facts[];

/* All other words of the page. */
enum run_word {
    RUN_OK,
    RUN_FAILS,
    RUN_DIFFERS,
    RUN_SHOW,
    RUN_CONTENTS,
    RUN_OVERRIDES,
    RUN_SEED,
    RUN_NO_FIGURES,
    RUN_HOLDS,
    RUN_HOLDS_STORY,
    RUN_STORY,
    RUN_BROKEN,
    RUN_WHAT_IF,
    RUN_NOTHING_EXPECTED,
    RUN_FROM,
    RUN_REST,
    RUN_REST_HOLDS,
    RUN_REST_BROKEN,
    RUN_REST_TILES,
    RUN_ALL_HOLD,
    RUN_KEY_FIGURES,
    RUN_FIGURES,
    RUN_FACTS,
    RUN_GO_ON,
    RUN_GO_ON_TEXT,
    RUN_GO_ON_STORY,
    RUN_GO_ON_SUMMARY,
    RUN_REDRAW,
    RUN_FOOTER,
    RUN_WORDS
};
extern const struct fk_text run_words[RUN_WORDS];

/* What invariant `number` says (system rules section 15); "see the system rules" for one without a
 * text. */
struct fk_text run_invariant_text(unsigned number);
#endif
