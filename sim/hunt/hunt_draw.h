/* sim/hunt/hunt_draw.h - a world from a seed: population, policy, surroundings, payments and
 * faults, as an ordinary scenario. Everything is drawn with base/chance.h: the same seed is the
 * same world on every machine. Faults and payments end HUNT_REST days before the world does, so
 * that it can come to rest. */
#ifndef SIM_HUNT_HUNT_DRAW_H
#define SIM_HUNT_HUNT_DRAW_H
#include "sim/scenario/scenario.h"

#define HUNT_START_DAY 2 /* of the month, of hunt_base */
#define HUNT_REST      3 /* days without faults and planned payments at the end */

/* Draws the world of `seed` from `base` (hunt_base.h) into *out, to be freed by scenario_fini.
 * With `is_policy_fixed` the policy of the base stays. FK_OK or FK_E_MEMORY. Reentrant. */
FK_MUST_CHECK int hunt_draw(const struct sim_scenario *base, uint64_t seed, bool is_policy_fixed,
                            struct sim_scenario *out);
/* How long after D0 00:00 a world of so many days is saved, if it is: a midnight or a full ten
 * minutes of some day before its last one. */
ms_t hunt_draw_stop(uint64_t seed, uint32_t days);
/* First moment after which no fault lasts, nobody pays by plan and all prices are loaded. */
ms_t hunt_healed(const struct sim_scenario *scenario);
#endif
