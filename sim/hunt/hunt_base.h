/* sim/hunt/hunt_base.h - the world that every draw starts from: B0 with a handful of customers.
 * What a hunt shrinks, it shrinks towards these values. */
#ifndef SIM_HUNT_HUNT_BASE_H
#define SIM_HUNT_HUNT_BASE_H
#include "sim/scenario/scenario.h"

/* Fills *base; `policy` is a file that gives the section `policy` (a profile of
 * scenarios/profiles/ or any scenario), NULL for that of B0. The
 * profiles are loaded too (hunt_profiles.h). Errors as scenario_load. */
FK_MUST_CHECK int hunt_base_load(const char *policy, struct sim_scenario *base,
                                 struct fk_diag *diag);
#endif
