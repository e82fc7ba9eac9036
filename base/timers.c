#include "base/timers.h"

#include "base/grow.h"
#include <stdlib.h>

static bool is_before(const struct timer *a, const struct timer *b)
{
    return a->due != b->due ? a->due < b->due : a->seq < b->seq;
}

int timers_init(struct timers *timers, uint32_t reserve)
{
    timers->capacity = reserve < 16 ? 16 : reserve;
    timers->heap = malloc(timers->capacity * sizeof *timers->heap);
    timers->count = 0;
    timers->next_seq = 0;
    return timers->heap ? FK_OK : FK_E_MEMORY;
}

void timers_fini(struct timers *timers)
{
    free(timers->heap);
    timers->heap = NULL;
    timers->count = timers->capacity = 0;
}

/* Puts `timer` where the gap `at` comes to stand when it has risen as far as it belongs. */
static void rise(struct timers *timers, uint32_t at, struct timer timer)
{
    while (at > 0 && is_before(&timer, &timers->heap[(at - 1) / 2])) {
        timers->heap[at] = timers->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    timers->heap[at] = timer;
}

int timers_set(struct timers *timers, ms_t due, uint32_t kind, uint32_t id)
{
    if (grow_for_one(&timers->heap, sizeof *timers->heap, timers->count, &timers->capacity) !=
        FK_OK)
        return FK_E_MEMORY;
    struct timer timer = {due, timers->next_seq++, kind, id};
    rise(timers, timers->count++, timer);
    return FK_OK;
}

ms_t timers_due(const struct timers *timers)
{
    return timers->count ? timers->heap[0].due : MS_NEVER;
}

bool timers_take(struct timers *timers, ms_t now, struct timer *out)
{
    if (timers->count == 0 || timers->heap[0].due > now)
        return false;
    *out = timers->heap[0];
    struct timer last = timers->heap[--timers->count];
    uint32_t at = 0;
    /* The gap goes down to the end of its branch, where the last timer nearly always belongs. */
    for (uint32_t child = 1; child < timers->count; child = 2 * at + 1) {
        if (child + 1 < timers->count && is_before(&timers->heap[child + 1], &timers->heap[child]))
            child++;
        timers->heap[at] = timers->heap[child];
        at = child;
    }
    rise(timers, at, last);
    return true;
}

void timers_image(struct timers *timers, struct image *image, uint64_t end)
{
    image_list(image, &timers->heap, sizeof *timers->heap, &timers->count, &timers->capacity);
    IMAGE(image, timers->next_seq);
    for (uint32_t i = 0; i < timers->count; i++)
        image_expect(image, timers->heap[i].id < end, "a date in it is about what does not exist");
}
