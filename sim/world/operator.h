/* sim/world/operator.h - the scenario's planned inputs: faults, payments, on-demand reads, hands at
 * meters, clocks that are set and balance queries, put where they act. */
#ifndef SIM_WORLD_OPERATOR_H
#define SIM_WORLD_OPERATOR_H
#include "sim/world/world.h"

/* Puts all but the queries into the inboxes of the parties they reach.
 * FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int operator_plan(struct world *world);
/* The same of one customer, who asks at `now`; an actor may call it. */
FK_MUST_CHECK int operator_ask(struct world *world, uint32_t customer, ms_t now);
/* Balance query (I14): notes M1, M2 and M3, and with `copies` M4 of each place, of every target
 * customer as they stand at the end of this millisecond. Main context, engine stopped at
 * query->at. */
FK_MUST_CHECK int operator_query(struct world *world, const struct scenario_query *query);
#endif
