/* sim/scenario/unit_levels.h - management units below the province (管理单位): cities (地市), counties
 * (县), stations (供电所). A customer belongs to a unit by the position of his area: the areas are
 * shared out among the stations in their order, these among the counties, these among the cities,
 * as evenly as whole areas and units allow; a level that is not given is passed over. Counties of
 * a rollout are the counties. Nothing is kept for a customer. Pure, thread-safe. Rule: P-POP-10,
 * CQ-14 */
#ifndef SIM_SCENARIO_UNIT_LEVELS_H
#define SIM_SCENARIO_UNIT_LEVELS_H
#include "sim/scenario/scenario.h"

enum unit_level { UNIT_STATION, UNIT_COUNTY, UNIT_CITY, UNIT_LEVELS };

/* How many units the level has; 0: the scenario does not know it. */
uint32_t unit_levels_count(const struct sim_scenario *scenario, enum unit_level level);
/* Number from 1 of the unit that an area from 0 belongs to; 0 if the level has none. */
uint32_t unit_levels_of(const struct sim_scenario *scenario, enum unit_level level, uint32_t area);
/* Key of a target, and of its number in texts: "city", "county", "station". */
const char *unit_level_name(enum unit_level level);
/* The unit of the level that a target asks for; 0: not by it. */
uint32_t unit_levels_asked(const struct scenario_target *target, enum unit_level level);
/* Whether an area from 0 is of all units that a target asks for. */
bool unit_levels_has(const struct sim_scenario *scenario, const struct scenario_target *target,
                     uint32_t area);
/* Whether a target asks for units, and for nothing else. */
bool unit_levels_alone(const struct scenario_target *target);
/* P-WAN-04: whether a fault cuts off the terminals of a unit. */
bool unit_levels_terminals(const struct scenario_fault *fault);
/* How many areas are of the units that a target asks for, and the first of them, from 0; they lie
 * one behind the other. */
uint32_t unit_levels_areas(const struct sim_scenario *scenario,
                           const struct scenario_target *target, uint32_t *first);
#endif
