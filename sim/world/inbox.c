#include "sim/world/inbox.h"

#include "base/grow.h"
#include <stdlib.h>

static bool is_before(const struct inbox_item *a, const struct inbox_item *b)
{
    if (a->due != b->due)
        return a->due < b->due;
    if (a->message.type != b->message.type)
        return a->message.type < b->message.type;
    if (a->from != b->from)
        return a->from < b->from;
    return a->seq < b->seq;
}

#define LARGE 4096 /* items: the room of a burst is given back when the burst is over */

/* Puts `item` where the gap `at` comes to stand when it has risen as far as it belongs. */
static void rise(struct inbox *inbox, uint32_t at, const struct inbox_item *item)
{
    while (at > 0 && is_before(item, &inbox->heap[(at - 1) / 2])) {
        inbox->heap[at] = inbox->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    inbox->heap[at] = *item;
}

int inbox_put(struct inbox *inbox, const struct inbox_item *item)
{
    if (grow_for_one(&inbox->heap, sizeof *inbox->heap, inbox->count, &inbox->capacity) != FK_OK)
        return FK_E_MEMORY;
    rise(inbox, inbox->count++, item);
    return FK_OK;
}

ms_t inbox_due(const struct inbox *inbox)
{
    return inbox->count ? inbox->heap[0].due : MS_NEVER;
}

bool inbox_take(struct inbox *inbox, ms_t now, struct inbox_item *out)
{
    if (inbox->count == 0 || inbox->heap[0].due > now)
        return false;
    *out = inbox->heap[0];
    const struct inbox_item *last = &inbox->heap[--inbox->count];
    if (inbox->count == 0 && inbox->capacity >= LARGE) {
        inbox_fini(inbox);
        return true;
    }
    uint32_t at = 0;
    /* The gap goes down to the end of its branch, where the last item nearly always belongs. */
    for (uint32_t child = 1; child < inbox->count; child = 2 * at + 1) {
        if (child + 1 < inbox->count && is_before(&inbox->heap[child + 1], &inbox->heap[child]))
            child++;
        inbox->heap[at] = inbox->heap[child];
        at = child;
    }
    rise(inbox, at, last);
    return true;
}

void inbox_fini(struct inbox *inbox)
{
    free(inbox->heap);
    *inbox = (struct inbox){0};
}

/* What a message says is checked at the door of its receiver, as if it came from outside. */
void inbox_image(struct inbox *inbox, struct image *image)
{
    image_list(image, &inbox->heap, sizeof *inbox->heap, &inbox->count, &inbox->capacity);
}
