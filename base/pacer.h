/* base/pacer.h - spreads actions evenly at a rate: n-th action of a busy period at start + n *
 * 1000 / rate ms (rounded down), so that no second holds more than `rate` of them (INV-08,
 * P-SMS-01, P-PAY-16). */
#ifndef BASE_PACER_H
#define BASE_PACER_H
#include "base/clock.h"
#include "base/image.h"

struct pacer {
    ms_t start;    /* of the busy period */
    uint64_t used; /* actions in it */
    uint32_t rate; /* actions per second, > 0 */
};

/* Earliest moment >= now at which the next action may happen. */
ms_t pacer_next(const struct pacer *pacer, ms_t now);
/* Takes the place of one action at `now` (>= pacer_next). */
void pacer_take(struct pacer *pacer, ms_t now);
/* The busy period (base/image.h); the rate stays. */
void pacer_image(struct pacer *pacer, struct image *image);
#endif
