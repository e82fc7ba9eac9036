#include "sim/world/inbox.h"

#include "base/grow.h"
#include "base/heap.h"
#include <stdlib.h>

/* Faults come first, and a bill before what is told of its account besides: a receipt of the same
 * moment has the balance after the bill, and judged with the settled register before it the energy
 * would be charged twice (INV-02). */
static unsigned turn(const struct message *message)
{
    bool is_bill = message->type == MSG_SETTLED || message->type == MSG_COUNTED;
    return is_bill ? 2 * MSG_BALANCE - 1 : 2u * message->type;
}

static bool is_before(const void *left, const void *right)
{
    const struct inbox_item *a = left, *b = right;
    if (a->due != b->due)
        return a->due < b->due;
    if (a->message.type != b->message.type && turn(&a->message) != turn(&b->message))
        return turn(&a->message) < turn(&b->message);
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
