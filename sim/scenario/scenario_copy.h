/* sim/scenario/scenario_copy.h - a deep copy of a scenario. */
#ifndef SIM_SCENARIO_SCENARIO_COPY_H
#define SIM_SCENARIO_SCENARIO_COPY_H
#include "sim/scenario/scenario.h"

/* Makes *to an independent copy of `from`, to be freed by scenario_fini. FK_OK or FK_E_MEMORY; *to
 * is then empty. Reentrant. */
FK_MUST_CHECK int scenario_copy(struct sim_scenario *to, const struct sim_scenario *from);
#endif
