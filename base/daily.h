/* base/daily.h - what happens to an entity for the how-manieth time in a day: the counter of a draw
 * (base/chance.h) where one day, customer and purpose can have several. It counts each entity for
 * itself, so nobody's draws move when another customer is added, and no two share a chance. Forgets
 * yesterday. Not shared between threads. */
#ifndef BASE_DAILY_H
#define BASE_DAILY_H
#include "base/clock.h"
#include "base/id_map.h"

struct daily {
    ms_t day; /* 00:00 of the day that is counted */
    struct id_map counts;
};

/* A zeroed counter is ready; fini frees what it holds. */
void daily_fini(struct daily *daily);
/* *counter = day * 65536 + how often `entity` was asked about since 00:00 of the day of `now` (of
 * the latest day, if `now` is before it): never the same for one entity, below 2^32 until the year
 * 2149. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int daily_next(struct daily *daily, uint32_t entity, ms_t now, uint64_t *counter);
/* The day and its counts (base/image.h). */
void daily_image(struct daily *daily, struct image *image);
#endif
