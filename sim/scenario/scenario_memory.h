/* sim/scenario/scenario_memory.h - scenario_load for a file that is in memory already: tests,
 * fuzzing, the hunt's base, a profile that is shown. */
#ifndef SIM_SCENARIO_SCENARIO_MEMORY_H
#define SIM_SCENARIO_SCENARIO_MEMORY_H
#include "sim/scenario/scenario.h"

/* As scenario_load; `path` serves for messages and as the base of `extends`. */
FK_MUST_CHECK int scenario_load_memory(const char *path, const char *text, size_t size,
                                       const char *const *set, size_t set_count,
                                       struct sim_scenario *out, struct fk_diag *diag);
#endif
