/* sim/hunt/hunt_world.h - runs one world and judges it: which invariants broke that nothing in it
 * may break, whether it came to rest, what it reached. */
#ifndef SIM_HUNT_HUNT_WORLD_H
#define SIM_HUNT_HUNT_WORLD_H
#include "sim/hunt/hunt_result.h"
#include "sim/scenario/scenario.h"
#include "sim/world/run.h"

/* Text of the events of one customer, in a world of HUNT_STORY_ALL or less of all, up to the
 * failure. */
#define HUNT_STORY_ALL 3
struct hunt_story {
    uint32_t customer;
    struct hunt_finding finding; /* told at its moment; `at` 0: not */
    bool is_told;
    size_t used;
    bool is_cut; /* there was more than fits: the first lines are there */
    char text[64 * 1024];
};

/* Runs the scenario in this process, which can do it once (sim/world/engine.h), and fills *result.
 * `story` may be NULL; its customer and finding are given. Run with every reading and calculation
 * in the log: another fingerprint. */
void hunt_world_run(const struct sim_scenario *scenario, const struct sim_options *options,
                    struct hunt_result *result, struct hunt_story *story);
#endif
