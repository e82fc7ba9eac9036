/* sim/scenario/outages.h - faults that come again and again: times to failure and times to repair,
 * drawn for each target (a meter, a customer, a concentrator) for itself, from the start of the
 * fault to its end; what has no targets has one sequence, that of OUTAGES_CENTRE. Pure;
 * thread-safe. */
#ifndef SIM_SCENARIO_OUTAGES_H
#define SIM_SCENARIO_OUTAGES_H
#include "sim/scenario/scenario.h"

#define OUTAGES_CENTRE 0

/* One time down: from `from` until before `to`. Zeroed before the first. */
struct outage {
    ms_t from, to;
    uint32_t count; /* so many so far, this one included */
};
/* True if the fault comes again: it has `every`. */
bool outages_are_drawn(const struct scenario_fault *fault);
/* The next one of target `entity` (customer, or concentrator from 0) of fault `index`; false: none
 * before the end of the fault. One that does not come again has itself. */
bool outage_next(const struct sim_scenario *scenario, uint32_t index, uint32_t entity,
                 struct outage *outage);
/* True if the fault holds at `at`: from its start to its end, or in one of its outages. */
bool outage_holds(const struct sim_scenario *scenario, uint32_t index, uint32_t entity, ms_t at);
/* When what takes `work`, is begun at `since` and stands still in the outages of the faults of the
 * kind, without targets, is done. */
ms_t outages_stretch(const struct sim_scenario *scenario, enum fault_kind kind, ms_t since,
                     ms_t work);
/* Which of the targets first .. first + count - 1, at most OUTAGES_ROW, surely have none: nearly
 * all of those who have none. */
#define OUTAGES_ROW 256
void outages_rule_out(const struct sim_scenario *scenario, uint32_t index, uint32_t first,
                      uint32_t count, bool *is_out);
#endif
