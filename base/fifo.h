/* base/fifo.h - queue of ids, first in first out; ring that grows by doubling. Not shared between
 * threads. */
#ifndef BASE_FIFO_H
#define BASE_FIFO_H
#include "base/err.h"
#include "base/image.h"
#include <stdbool.h>
#include <stdint.h>

struct fifo {
    uint32_t *ids;
    uint32_t head, count, capacity; /* capacity is a power of two or 0 */
};

/* A zeroed fifo is empty and ready; fini frees its ring. */
void fifo_fini(struct fifo *fifo);
/* FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int fifo_push(struct fifo *fifo, uint32_t id);
/* False if it is empty; *id is then as it was. */
bool fifo_pop(struct fifo *fifo, uint32_t *id);
/* The id that fifo_pop would give; it stays. False if it is empty. */
bool fifo_first(const struct fifo *fifo, uint32_t *id);
/* The id that `place` others stand before, place < count. */
uint32_t fifo_at(const struct fifo *fifo, uint32_t place);
/* The ids in their order (base/image.h); loading refuses ids from `end` on. */
void fifo_image(struct fifo *fifo, struct image *image, uint64_t end);
#endif
