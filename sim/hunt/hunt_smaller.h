/* sim/hunt/hunt_smaller.h - the single steps of shrinking. Each makes one change to a scenario that
 * makes it smaller or plainer, or says that there is nothing to change. A change may make the world
 * another one: whoever tries it looks whether it still fails. */
#ifndef SIM_HUNT_HUNT_SMALLER_H
#define SIM_HUNT_HUNT_SMALLER_H
#include "sim/scenario/scenario.h"

enum hunt_list {
    HUNT_QUERIES,
    HUNT_READS,
    HUNT_HANDS,
    HUNT_CLOCK_SYNCS,
    HUNT_MESSAGES,
    HUNT_PHONES,
    HUNT_MANDATES,
    HUNT_LOCAL_METERS,
    HUNT_PAYMENTS,
    HUNT_FAULTS,
    HUNT_LOCKS,
    HUNT_STARTS,
    HUNT_OVERRIDES,
    HUNT_AGREEMENTS,
    HUNT_LISTS
};

uint32_t hunt_list_count(const struct sim_scenario *scenario, enum hunt_list list);
/* Takes entry `index` out. */
void hunt_list_drop(struct sim_scenario *scenario, enum hunt_list list, uint32_t index);

/* A rollout by counties that do not share out the concentrators any more becomes one of all, and
 * there are no management units any more. */
void hunt_keep_counties(struct sim_scenario *scenario);

/* Leaves customers a and b (one if they are equal) as customers 0 and 1 behind one concentrator,
 * each in a class of his own; what meant neither of them is taken out. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int hunt_keep_two(struct sim_scenario *scenario, uint32_t a, uint32_t b);

/* Lets one or two customers be as much as `customers` are, by bits: every failure common; commands
 * that take as long as those of all one after the other; rounds that do. */
enum { HUNT_LOADS = 8 };
void hunt_load(struct sim_scenario *scenario, unsigned load, uint32_t customers);

/* Number of steps of hunt_plainer for this scenario; they depend on its lists. */
uint32_t hunt_plainer_count(const struct sim_scenario *scenario);
/* Makes step `step`: one value as in the base, one moment rounded, one amount rounded. True if that
 * changed anything. */
bool hunt_plainer(struct sim_scenario *scenario, const struct sim_scenario *base, uint32_t step);
#endif
