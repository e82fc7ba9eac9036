/* sim/world/inbox.h - messages on their way to a seat: heap ordered by (due, priority, sender,
 * sequence of the sender). Because every message takes at least 1 ms, everything due at a moment
 * is in the heap before that moment begins, and the order of handling does not depend on who ran
 * first (INV-15). */
#ifndef SIM_WORLD_INBOX_H
#define SIM_WORLD_INBOX_H
#include "base/err.h"
#include "base/image.h"
#include "models/house/party.h"
#include <stdbool.h>

struct inbox_item {
    ms_t due;
    uint32_t from, seq; /* priority is the message type: faults come first; bills: inbox.c */
    uint32_t serial;    /* of the link between the two seats, from 1; 0: by hand, without a link */
    struct message message;
};
struct inbox {
    struct inbox_item *heap;
    uint32_t count, capacity;
};

/* A zeroed inbox is empty. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int inbox_put(struct inbox *inbox, const struct inbox_item *item);
ms_t inbox_due(const struct inbox *inbox);
bool inbox_take(struct inbox *inbox, ms_t now, struct inbox_item *out);
void inbox_fini(struct inbox *inbox);
void inbox_image(struct inbox *inbox, struct image *image);
#endif
