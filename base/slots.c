#include "base/slots.h"

#include "base/grow.h"
#include <stdlib.h>
#include <string.h>

void slots_init(struct slots *slots, size_t size)
{
    *slots = (struct slots){.size = size, .last_id = SLOTS_FREE};
}

void slots_fini(struct slots *slots)
{
    free(slots->items);
    id_map_fini(&slots->map);
    fifo_fini(&slots->free);
    slots_init(slots, slots->size);
}

static void *at(const struct slots *slots, uint32_t index)
{
    return (char *)slots->items + index * slots->size;
}

void *slots_at(const struct slots *slots, uint32_t index)
{
    uint32_t id;
    memcpy(&id, at(slots, index), sizeof id);
    return id == SLOTS_FREE ? NULL : at(slots, index);
}

void *slots_find(struct slots *slots, uint32_t id)
{
    if (id != slots->last_id) {
        uint32_t index;
        if (!id_map_get(&slots->map, id, &index))
            return NULL;
        slots->last_id = id;
        slots->last_index = index;
    }
    return at(slots, slots->last_index);
}

void *slots_open(struct slots *slots, uint32_t id)
{
    uint32_t index;
    void *found = slots_find(slots, id);
    if (found)
        return found;
    if (!fifo_pop(&slots->free, &index)) {
        if (grow_for_one(&slots->items, slots->size, slots->count, &slots->capacity) != FK_OK)
            return NULL;
        index = slots->count++;
        memset(at(slots, index), 0xFF, slots->size); /* free, should the map not take it */
    }
    if (id_map_put(&slots->map, id, index) != FK_OK)
        return NULL;
    slots->last_id = id;
    slots->last_index = index;
    memset(at(slots, index), 0, slots->size);
    memcpy(at(slots, index), &id, sizeof id);
    return at(slots, index);
}

int slots_close(struct slots *slots, uint32_t id)
{
    uint32_t index, mark = SLOTS_FREE;
    if (!id_map_get(&slots->map, id, &index))
        return FK_OK;
    (void)id_map_remove(&slots->map, id);
    if (slots->last_id == id)
        slots->last_id = SLOTS_FREE;
    memcpy(at(slots, index), &mark, sizeof mark);
    return fifo_push(&slots->free, index);
}

void slots_image(struct slots *slots, struct image *image)
{
    image_list(image, &slots->items, slots->size, &slots->count, &slots->capacity);
    id_map_image(&slots->map, image, slots->count);
    fifo_image(&slots->free, image, slots->count);
    if (image->is_loading)
        slots->last_id = SLOTS_FREE;
}
