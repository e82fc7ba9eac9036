/* sim/hunt/hunt_draw.h - a world from a seed: population, policy, surroundings, payments and
 * faults, as an ordinary scenario. Everything is drawn with base/chance.h: the same seed is the
 * same world on every machine. Faults and payments end HUNT_REST days before the world does, so
 * that it can come to rest. */
#ifndef SIM_HUNT_HUNT_DRAW_H
#define SIM_HUNT_HUNT_DRAW_H
#include "sim/scenario/scenario.h"

#define HUNT_REST 3 /* days without faults and planned payments at the end */

/* Draws the world of `seed` from `base` (hunt_base.h) into *out, to be freed by scenario_fini.
 * With `is_policy_fixed` the policy of the base stays. FK_OK or FK_E_MEMORY. Reentrant. */
FK_MUST_CHECK int hunt_draw(const struct sim_scenario *base, uint64_t seed, bool is_policy_fixed,
                            struct sim_scenario *out);
/* First moment after which no fault lasts and nobody pays by plan. */
ms_t hunt_healed(const struct sim_scenario *scenario);
#endif
