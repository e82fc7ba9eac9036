/* reports/detect/detect.h - the mismatch matrix (system rules section 18) as a detector: out of the
 * database of a run it says of whom the layers disagree, and by which question of the trade. It
 * reads what a utility has: decisions, orders, daily registers, payments and statements. Neither
 * relay nor supply nor the table of faults is read: tests/unit/reports/test_detect.c sees to that.
 *
 * Two daily registers are all that tells of the light: who is cut uses nothing, who is not uses
 * about what he uses by his file. So a case is seen at the second register after it began. What
 * orders and money tell is seen a day after it began: until then everything may be on its way.
 * What is seen makes facts, and the first rule whose facts are there names the case. */
#ifndef REPORTS_DETECT_DETECT_H
#define REPORTS_DETECT_DETECT_H
#include "reports/detect/detect_rules.h"
#include "reports/store/store.h"

/* A customer whose layers disagree. */
struct detect_case {
    uint32_t customer;
    uint32_t facts;
    const struct detect_rule *rule;
    ms_t since; /* what was seen is so since then, or before */
    ms_t seen;
    ms_t over;   /* seen to agree again, 0: not in this run */
    ms_t cut_at; /* the last cut that succeeded, 0: none */
    ms_t off_at; /* about when he used energy last, 0: not known */
};
struct detect_list {
    struct detect_case *cases; /* by customer and time */
    uint32_t count, capacity;
};

/* Whether the run records what cases are seen by: recording=full, and from its first day on. */
bool detect_is_possible(struct run_db *db);
/* All cases of a run of which that is so. FK_OK; FK_E_STATE for another one, with a sentence;
 * FK_E_MEMORY, FK_E_FORMAT. *out is to be freed by detect_list_fini, whatever is returned. */
FK_MUST_CHECK int detect_load(struct run_db *db, struct detect_list *out, struct fk_diag *diag);
void detect_list_fini(struct detect_list *list);
#endif
