#include "base/pacer.h"

static ms_t slot(const struct pacer *pacer)
{
    return pacer->start + (ms_t)(pacer->used * 1000 / pacer->rate);
}

ms_t pacer_next(const struct pacer *pacer, ms_t now)
{
    ms_t next = slot(pacer);
    return next > now ? next : now;
}

void pacer_take(struct pacer *pacer, ms_t now)
{
    /* `used` slots lie behind; if the next of them is past, the line was idle: a new period
     * begins */
    if (pacer->used == 0 || slot(pacer) < now) {
        pacer->start = now;
        pacer->used = 0;
    }
    pacer->used++;
}

void pacer_image(struct pacer *pacer, struct image *image)
{
    IMAGE(image, pacer->start);
    IMAGE(image, pacer->used);
}
