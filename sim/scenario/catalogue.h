/* sim/scenario/catalogue.h - the strategies that hold for somebody, with their versions (RPT-12):
 * what the policy, groups, non-residents, important customers, days of charge and overrides make
 * together, by amounts, approval and who starts it, from when to when, and for how many. */
#ifndef SIM_SCENARIO_CATALOGUE_H
#define SIM_SCENARIO_CATALOGUE_H
#include "sim/scenario/scenario.h"

struct catalogue_row {
    ms_t from, until; /* 0: to the end of the run */
    uint32_t customers;
    struct fee_policy policy;
};
struct catalogue {
    struct catalogue_row
        *rows; /* by `from`; those of one moment in the order of groups and lines */
    uint32_t count, capacity;
    uint32_t *last;    /* by row of the policies: number of the row that holds at the end, from 1 */
    uint16_t *of;      /* by customer: row of the policies; NULL: the first one */
    uint8_t *is_local; /* by customer; NULL: nobody is */
};

/* Customers with local meters have no strategy and are in no row; everybody else is in one row at
 * every moment. FK_OK, or an error of population_segments with *out empty. */
FK_MUST_CHECK int catalogue_init(struct catalogue *out, const struct sim_scenario *scenario);
/* Number of the row that holds for the customer at the end, from 1; 0: he has no strategy. */
static inline uint32_t catalogue_of(const struct catalogue *catalogue, uint32_t customer)
{
    if (catalogue->is_local && catalogue->is_local[customer])
        return 0;
    return catalogue->last[catalogue->of ? catalogue->of[customer] : 0];
}
void catalogue_fini(struct catalogue *catalogue);
#endif
