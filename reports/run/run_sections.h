/* reports/run/run_sections.h - the tables of a run's page as data: queries and how their columns
 * are shown. Read-only. */
#ifndef REPORTS_RUN_RUN_SECTIONS_H
#define REPORTS_RUN_RUN_SECTIONS_H
#include <stddef.h>

enum cell_form {
    CELL_TEXT,
    CELL_RIGHT,  /* text to the right, such as a value of unknown type */
    CELL_COUNT,  /* integer with separators of thousands; 0 is a dash */
    CELL_MOMENT, /* ms as "D1 08:30:05" */
    CELL_CODE,   /* in type of one width */
    CELL_PASS,   /* 1 or 0 as a label */
    CELL_DETAILS /* folded away; nothing if empty */
};

#define SECTION_COLUMNS 17
struct section_column {
    const char *head;
    enum cell_form form;
};
struct section {
    const char *heading, *text;
    const char *empty; /* said if there is no row; NULL: then the section is left out */
    const char *sql;
    struct section_column columns[SECTION_COLUMNS + 1]; /* ends with head NULL */
};

extern const struct section run_check_sections[]; /* above the figures */
extern const size_t run_check_section_count;
extern const struct section run_table_sections[]; /* below them */
extern const size_t run_table_section_count;
#endif
