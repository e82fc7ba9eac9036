/* sim/hunt/hunt_profiles.h - the policies of scenarios/profiles/, from which worlds are drawn. They
 * are in the program (cmake/FeikongLayers.cmake), so that a seed is the same world wherever it
 * runs. Loaded once by hunt_base_load, before worlds are drawn; read-only after that. */
#ifndef SIM_HUNT_HUNT_PROFILES_H
#define SIM_HUNT_HUNT_PROFILES_H
#include "base/err.h"
#include "models/feecontrol/policy.h"
#include <stddef.h>

#define HUNT_PROFILES_MAX 16

/* Loads them over `world`, a scenario without the section `policy`. FK_OK also when they are there
 * already; errors as scenario_load. */
FK_MUST_CHECK int hunt_profiles_load(const char *world, struct fk_diag *diag);
unsigned hunt_profile_count(void);
/* In the order of their names; `index` below the count. */
const struct fee_policy *hunt_profile(unsigned index);

/* What is in the program: the files as they stand. */
struct hunt_profile_text {
    const char *name;
    const unsigned char *text;
    size_t size;
};
extern const struct hunt_profile_text hunt_profile_texts[];
extern const unsigned hunt_profile_text_count;
#endif
