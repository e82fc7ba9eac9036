#include "base/timers.h"

#include "base/grow.h"
#include "base/heap.h"
#include <stdlib.h>

static bool is_before(const void *left, const void *right)
{
    const struct timer *a = left, *b = right;
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

int timers_set(struct timers *timers, ms_t due, uint32_t kind, uint32_t id)
{
    if (grow_for_one(&timers->heap, sizeof *timers->heap, timers->count, &timers->capacity) !=
        FK_OK)
        return FK_E_MEMORY;
    struct timer timer = {due, timers->next_seq++, kind, id};
    heap_rise(timers->heap, sizeof timer, timers->count++, &timer, is_before);
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
    heap_drop_first(timers->heap, sizeof *out, --timers->count, is_before);
    return true;
}

void timers_image(struct timers *timers, struct image *image, uint32_t kinds, uint64_t end)
{
    image_list(image, &timers->heap, sizeof *timers->heap, &timers->count, &timers->capacity);
    IMAGE(image, timers->next_seq);
    for (uint32_t i = 0; i < timers->count; i++) {
        image_expect(image, timers->heap[i].id < end, "a date in it is about what does not exist");
        image_expect(image, timers->heap[i].kind < kinds, "a date in it is of no known kind");
        image_expect_moment(image, timers->heap[i].due);
    }
}
