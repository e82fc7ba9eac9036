/* sim/scenario/overrides.h - what a line, a transformer area or some customers have in place of the
 * policy of their group (R-08, CQ-9, CQ-10): a row of its own in the table of policies for each
 * mixture that somebody has, and nothing for a customer. */
#ifndef SIM_SCENARIO_OVERRIDES_H
#define SIM_SCENARIO_OVERRIDES_H
#include "sim/scenario/population.h"

/* When the amounts change (Q37), ascending, those up to the start of the run left out. False for
 * more than SCENARIO_CHANGES. */
struct overrides_moments {
    ms_t at[SCENARIO_CHANGES];
    uint32_t count;
};
bool overrides_moments(const struct sim_scenario *scenario, struct overrides_moments *out);

/* Adds the rows of scenario->overrides to the segments and the policies of the groups, of which
 * there is one each, and out->changes, and puts the customers into them: customers before areas,
 * areas before lines, later entries before earlier ones. FK_OK, FK_E_MEMORY, or FK_E_RANGE for more
 * rows than an index holds. */
FK_MUST_CHECK int overrides_apply(const struct sim_scenario *scenario,
                                  struct population_segments *out);
#endif
