/* base/timers.h - dates that a party has to keep: a binary heap ordered by (due, sequence of
 * setting), so that equal dates come out in the order they were set. Storage grows by doubling from
 * what timers_init reserved. Not shared between threads. */
#ifndef BASE_TIMERS_H
#define BASE_TIMERS_H
#include "base/clock.h"
#include "base/err.h"
#include "base/image.h"
#include <stdbool.h>

struct timer {
    ms_t due;
    uint64_t seq;
    uint32_t kind; /* meaning is the owner's */
    uint32_t id;
};
struct timers {
    struct timer *heap;
    uint32_t count, capacity;
    uint64_t next_seq;
};

FK_MUST_CHECK int timers_init(struct timers *timers, uint32_t reserve);
void timers_fini(struct timers *timers);
/* FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int timers_set(struct timers *timers, ms_t due, uint32_t kind, uint32_t id);
/* Earliest date, or MS_NEVER. */
ms_t timers_due(const struct timers *timers);
/* Takes the earliest timer if it is due at `now`. */
bool timers_take(struct timers *timers, ms_t now, struct timer *out);
/* All dates (base/image.h); loading refuses moments of no run, ids from `end` on, and kinds from
 * `kinds` on. */
void timers_image(struct timers *timers, struct image *image, uint32_t kinds, uint64_t end);
#endif
