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

bool fifo_pop(struct fifo *fifo, uint32_t *id)
{
    if (fifo->count == 0)
        return false;
    *id = fifo->ids[fifo->head];
    fifo->head = (fifo->head + 1) & (fifo->capacity - 1);
    fifo->count--;
    return true;
}
