/* base/slots.h - records for the few ids that have something going on: found by id, given back
 * when it is over. Record = a structure whose first member is `uint32_t id`; a free one has
 * SLOTS_FREE there. A pointer to a record holds until the next slots_open, or until that record is
 * closed. Not shared between threads. */
#ifndef BASE_SLOTS_H
#define BASE_SLOTS_H
#include "base/fifo.h"
#include "base/id_map.h"
#include <stddef.h>

#define SLOTS_FREE UINT32_MAX

struct slots {
    void *items;
    size_t size; /* of one record */
    uint32_t count, capacity;
    struct id_map map; /* id -> index */
    struct fifo free;
    uint32_t last_id, last_index; /* found last: mostly asked for again; SLOTS_FREE: none */
};

void slots_init(struct slots *slots, size_t size);
void slots_fini(struct slots *slots);
/* The record of `id` (< UINT32_MAX), or NULL. */
void *slots_find(struct slots *slots, uint32_t id);
/* The record of `id`, a zeroed one if there was none; NULL when memory is used up. */
void *slots_open(struct slots *slots, uint32_t id);
/* Gives the record of `id` back, if there is one. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int slots_close(struct slots *slots, uint32_t id);
/* Record `index` (< count), NULL if it is free: to walk through all. */
void *slots_at(const struct slots *slots, uint32_t index);
/* All records (base/image.h); what they hold is checked by the owner. */
void slots_image(struct slots *slots, struct image *image);
#endif
