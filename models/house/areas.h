/* models/house/areas.h - who serves whom: the areas of concentrators (台区), one behind the other
 * in the numbers of customers and each as large as it is, and the front-end processor (前置机) of
 * each.
 *
 *   first   0 | 200 | 203 | 1203      area 1 holds customers 200 .. 202
 *   piece   0 | 0 | 2 | 2 ...         area of the first customer of each piece of 2^shift customers
 *
 * A customer's area is looked up, not divided: areas need not be equal. Pieces are no longer than
 * the mean area, so a look-up walks over at most that many. Read-only after areas_init;
 * thread-safe. */
#ifndef MODELS_HOUSE_AREAS_H
#define MODELS_HOUSE_AREAS_H
#include "base/err.h"
#include <stdint.h>

struct areas {
    uint32_t *first; /* by area, and the number of customers behind the last */
    uint32_t *fep;   /* by area */
    uint32_t *piece; /* by customer >> shift */
    uint32_t count, customers, feps;
    unsigned shift;
};

/* Areas of `sizes[0 .. count)` customers, each at least 1; `feps` their front-end processors,
 * numbered from 0, NULL: one for all. Both are copied. FK_OK, FK_E_ARG for an empty area or none,
 * FK_E_MEMORY, FK_E_RANGE for 2^32 customers or more. Zeroed areas can be given to areas_fini. */
FK_MUST_CHECK int areas_init(struct areas *areas, const uint32_t *sizes, const uint32_t *feps,
                             uint32_t count);
/* The usual case: `count` areas of `size` customers, `per_fep` areas to a front-end processor. */
FK_MUST_CHECK int areas_init_even(struct areas *areas, uint32_t count, uint32_t size,
                                  uint32_t per_fep);
void areas_fini(struct areas *areas);
/* Bytes of `count` areas with so many customers in all. */
uint64_t areas_bytes(uint32_t count, uint32_t customers);

/* Area of a customer below areas->customers. */
static inline uint32_t areas_of(const struct areas *areas, uint32_t customer)
{
    uint32_t area = areas->piece[customer >> areas->shift];
    while (areas->first[area + 1] <= customer)
        area++;
    return area;
}
static inline uint32_t areas_size(const struct areas *areas, uint32_t area)
{
    return areas->first[area + 1] - areas->first[area];
}
#endif
