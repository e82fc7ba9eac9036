#include "base/fifo.h"

#include <stdlib.h>

void fifo_fini(struct fifo *fifo)
{
    free(fifo->ids);
    *fifo = (struct fifo){0};
}

int fifo_push(struct fifo *fifo, uint32_t id)
{
    if (fifo->count == fifo->capacity) {
        uint32_t capacity = fifo->capacity ? 2 * fifo->capacity : 8;
        uint32_t *ids = malloc(capacity * sizeof *ids);
        if (!ids)
            return FK_E_MEMORY;
        for (uint32_t i = 0; i < fifo->count; i++)
            ids[i] = fifo->ids[(fifo->head + i) & (fifo->capacity - 1)];
        free(fifo->ids);
        *fifo = (struct fifo){ids, 0, fifo->count, capacity};
    }
    fifo->ids[(fifo->head + fifo->count++) & (fifo->capacity - 1)] = id;
    return FK_OK;
}

bool fifo_first(const struct fifo *fifo, uint32_t *id)
{
    if (fifo->count == 0)
        return false;
    *id = fifo->ids[fifo->head];
    return true;
}

bool fifo_pop(struct fifo *fifo, uint32_t *id)
{
    if (!fifo_first(fifo, id))
        return false;
    fifo->head = (fifo->head + 1) & (fifo->capacity - 1);
    fifo->count--;
    return true;
}

uint32_t fifo_at(const struct fifo *fifo, uint32_t place)
{
    return fifo->ids[(fifo->head + place) & (fifo->capacity - 1)];
}

static void load(struct fifo *fifo, struct image *image, uint32_t count, uint64_t end)
{
    uint32_t capacity = 8, id = 0;
    bool is_known = true;
    image_expect(image, (uint64_t)count * sizeof id <= image->left, "it ends too early");
    while (capacity < count && capacity <= UINT32_MAX / 2)
        capacity *= 2;
    image_expect(image, count <= capacity, "a queue in it is too long");
    if (image->err != FK_OK)
        return;
    uint32_t *ids = malloc(capacity * sizeof *ids);
    if (!ids) {
        image_fail(image, FK_E_MEMORY, "out of memory");
        return;
    }
    free(fifo->ids);
    *fifo = (struct fifo){ids, 0, 0, capacity};
    for (; fifo->count < count && image->err == FK_OK && is_known; fifo->count++) {
        IMAGE(image, id);
        ids[fifo->count] = id;
        is_known = id < end;
    }
    image_expect(image, is_known, "a queue in it holds what does not exist");
}

void fifo_image(struct fifo *fifo, struct image *image, uint64_t end)
{
    uint32_t count = fifo->count;
    IMAGE(image, count);
    if (image->err != FK_OK)
        return;
    if (image->is_loading)
        load(fifo, image, count, end);
    else
        for (uint32_t i = 0; i < count; i++)
            IMAGE(image, fifo->ids[(fifo->head + i) & (fifo->capacity - 1)]);
}
