/* sim/watch/violations.h - what was found against the invariants: all are counted, the first of
 * each are kept with their text. Not shared between threads. */
#ifndef SIM_WATCH_VIOLATIONS_H
#define SIM_WATCH_VIOLATIONS_H
#include "base/clock.h"
#include "base/image.h"
#include "base/text.h"
#include "sim/scenario/scenario.h"

#define VIOLATIONS_KEPT 1000 /* of each invariant, with text */
#define VIOLATION_MAX   200  /* bytes of a text with its NUL */

struct violation {
    ms_t at;
    unsigned invariant;
    uint32_t customer; /* 0 where it is about the whole */
    uint32_t is_late;  /* 1: it comes of versions of a tariff that are loaded late (TR-8) */
    char text[FK_LANGS][VIOLATION_MAX];
};
struct violations {
    uint32_t counts[SIM_INVARIANTS]; /* by invariant */
    struct violation *items;
    uint32_t count, capacity;
    bool is_kept; /* the one that was added last */
};

void violations_fini(struct violations *violations);
void violations_image(struct violations *violations, struct image *image);
/* One more at `now`; English text as of printf. Without memory it is counted all the same. */
__attribute__((format(printf, 5, 6))) void violations_add(struct violations *violations,
                                                          unsigned invariant, uint32_t customer,
                                                          ms_t now, const char *format, ...);
/* The one that was added last is_late. */
void violations_excuse(struct violations *violations);
/* The Chinese text of the one that was added last: every violation has both. */
__attribute__((format(printf, 2, 3))) void violations_zh(struct violations *violations,
                                                         const char *format, ...);
#endif
