/* reports/run/run_rpt.h - the reports RPT-01 to RPT-12 of the question list: what each is about,
 * which view of the database holds it (reports/store/schema_reports.c), which columns a person is
 * shown, and what it needs of a run. Read-only tables; rpt_begin and its rows are as thread-safe as
 * the database. */
#ifndef REPORTS_RUN_RUN_RPT_H
#define REPORTS_RUN_RUN_RPT_H
#include "base/text.h"
#include "reports/store/store.h"
#include "sim/scenario/scenario.h"

struct rpt_column {
    const char *en, *zh; /* of the view; the same in both languages, or a pair such as state_zh */
    struct fk_text head;
};
#define RPT_COLUMNS_MAX 26
#define RPT_NOTES       2
struct rpt_note {
    int below; /* of runs that record less than this enum sim_level; 0: of every run */
    struct fk_text text;
};

struct rpt {
    const char *id, *word; /* "RPT-04", "days" */
    struct fk_text title;
    struct rpt_note notes[RPT_NOTES];               /* what it cannot say; else NULLs */
    const char *view;                               /* "rpt_04" */
    bool is_of_customers;                           /* it has a column `customer` */
    enum sim_level needs;                           /* recording of the run, at least */
    struct rpt_column columns[RPT_COLUMNS_MAX + 1]; /* end with en NULL */
};
extern const struct rpt rpts[];
extern const size_t rpt_count;

/* The report that is called so: "RPT-04", "rpt-04", "4" or "days". NULL: none. */
const struct rpt *rpt_find(const char *name);

/* Which customers: one, or those of a place or unit (v_customer). */
enum rpt_where {
    RPT_EVERYBODY,
    RPT_CUSTOMER,
    RPT_AREA,
    RPT_LINE,
    RPT_BOOK,
    RPT_STATION,
    RPT_COUNTY,
    RPT_CITY
};
/* Which rows. */
struct rpt_request {
    const struct rpt *rpt;
    enum fk_lang lang;
    bool has_all_columns; /* those of the view in their order, in both languages */
    enum rpt_where where; /* of a report that is of customers */
    int64_t number;       /* customer from 0, else from 1 */
    bool is_of_day;       /* of a report that has a column `day` (CQ-14) ... */
    int64_t day;          /* ... the rows of this day alone */
};
/* "customer", "area", "line", "book", "station", "county", "city". */
const char *rpt_where_name(enum rpt_where where);
/* Whether its rows are of days. */
bool rpt_has_days(const struct rpt *rpt);
/* Whether the note is so of this run. */
bool rpt_note_counts(struct run_db *db, const struct rpt_note *note);
/* Whether the run has the customer or place, and the day; FK_E_STATE with one sentence if not. */
FK_MUST_CHECK int rpt_check_where(struct run_db *db, const struct rpt_request *request,
                                  struct fk_diag *diag);
/* Whether the run recorded what the report needs; FK_E_STATE with one sentence if not. */
FK_MUST_CHECK int rpt_check(struct run_db *db, const struct rpt *rpt, struct fk_diag *diag);
/* Begins the rows, to be read by run_rows_* and ended by run_rows_end. As run_rows_begin. */
FK_MUST_CHECK int rpt_begin(struct run_rows **out, struct run_db *db,
                            const struct rpt_request *request, struct fk_diag *diag);
#endif
