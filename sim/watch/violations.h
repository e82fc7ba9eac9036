/* sim/watch/violations.h - what was found against the invariants: all are counted, the first of
 * each are kept with their text. Not shared between threads. */
#ifndef SIM_WATCH_VIOLATIONS_H
#define SIM_WATCH_VIOLATIONS_H
#include "base/clock.h"
#include "sim/scenario/scenario.h"

#define VIOLATIONS_KEPT 1000 /* of each invariant, with text */

struct violation {
    ms_t at;
    unsigned invariant;
    uint32_t customer; /* 0 where it is about the whole */
    char text[160];
};
struct violations {
    uint32_t counts[SIM_INVARIANTS]; /* by invariant */
    struct violation *items;
    uint32_t count, capacity;
};

void violations_fini(struct violations *violations);
/* One more at `now`; text as of printf, cut at 159 bytes. Without memory it is counted all the
 * same. */
__attribute__((format(printf, 5, 6))) void violations_add(struct violations *violations,
                                                          unsigned invariant, uint32_t customer,
                                                          ms_t now, const char *format, ...);
#endif
