/* sim/watch/fault_table.h - which faults and which settings of a scenario may break which
 * invariants, said beforehand. A violation outside the table is a defect of the program, whatever
 * story it comes from: `feikong hunt` fails on it. Read-only; thread-safe. System rules section
 * 17a. */
#ifndef SIM_WATCH_FAULT_TABLE_H
#define SIM_WATCH_FAULT_TABLE_H
#include "sim/scenario/scenario.h"
#include <stdbool.h>

#define FAULT_BREAKS(number) (UINT32_C(1) << (number)) /* INV-`number` */
#define FAULT_LATE_ONLY      (UINT32_C(1) << 31)       /* ... but only if sim_violation.is_late */

/* One row: a condition of a scenario and what it may break. */
struct fault_row {
    const char *name; /* of the fault kind, or the setting in the words of a scenario file */
    const char *why;
    uint32_t breaks; /* FAULT_BREAKS of each, 0: none */
    bool (*is_in)(const struct sim_scenario *scenario, unsigned kind);
    unsigned kind; /* enum fault_kind for the rows of faults */
};

/* Row `index` from 0, or NULL after the last. */
const struct fault_row *fault_row(unsigned index);
/* True if a fault or a setting of the scenario may break INV-`invariant` (1 .. 18), by a violation
 * that is_late or by any other. */
bool fault_may_break(const struct sim_scenario *scenario, unsigned invariant, bool is_late);
#endif
