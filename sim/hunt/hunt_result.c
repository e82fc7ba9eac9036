#include "sim/hunt/hunt_result.h"

const char *hunt_end_name(enum hunt_end end)
{
    static const char *const names[HUNT_ENDS] = {
        [HUNT_NOT_ENDED] = "not ended",
        [HUNT_CLEAN] = "clean",
        [HUNT_VIOLATED] = "an invariant broke",
        [HUNT_STOPPED] = "the run gave up",
        [HUNT_CRASHED] = "the program crashed",
        [HUNT_SLOW] = "the run took longer than its time",
        [HUNT_DIFFERS] = "the same world again has another fingerprint"};
    return (unsigned)end < HUNT_ENDS ? names[end] : "?";
}

bool hunt_is_alike(const struct hunt_finding *a, const struct hunt_finding *b)
{
    return a->end == b->end && a->invariant == b->invariant;
}
