#include "sim/world/inbox.h"

#include "base/grow.h"
#include "base/heap.h"
#include <stdlib.h>

static bool is_before(const void *left, const void *right)
{
    const struct inbox_item *a = left, *b = right;
    if (a->due != b->due)
        return a->due < b->due;
    if (a->message.type != b->message.type)
        return a->message.type < b->message.type;
    if (a->from != b->from)
        return a->from < b->from;
    return a->seq < b->seq;
}

#define LARGE 4096 /* items: the room of a burst is given back when the burst is over */

int inbox_put(struct inbox *inbox, const struct inbox_item *item)
{
    if (grow_for_one(&inbox->heap, sizeof *inbox->heap, inbox->count, &inbox->capacity) != FK_OK)
        return FK_E_MEMORY;
    heap_rise(inbox->heap, sizeof *item, inbox->count++, item, is_before);
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
    inbox->count--;
    if (inbox->count == 0 && inbox->capacity >= LARGE) {
        inbox_fini(inbox);
        return true;
    }
    heap_drop_first(inbox->heap, sizeof *out, inbox->count, is_before);
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
