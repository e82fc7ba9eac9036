#include "models/house/areas.h"

#include <stdlib.h>

/* The largest power of two that is no more than the mean size. */
static unsigned shift_of(uint32_t count, uint32_t customers)
{
    unsigned shift = 0;
    while (customers / count >> (shift + 1) > 0)
        shift++;
    return shift;
}

static uint32_t pieces_of(uint32_t customers, unsigned shift)
{
    return ((customers - 1) >> shift) + 1;
}

static int add_up(struct areas *areas, const uint32_t *sizes, uint32_t size)
{
    uint64_t customers = 0;
    for (uint32_t i = 0; i < areas->count; i++) {
        uint32_t own = sizes ? sizes[i] : size;
        areas->first[i] = (uint32_t)customers;
        customers += own;
        if (own == 0)
            return FK_E_ARG;
        if (customers > UINT32_MAX)
            return FK_E_RANGE;
    }
    areas->first[areas->count] = areas->customers = (uint32_t)customers;
    return FK_OK;
}

static int cut_pieces(struct areas *areas)
{
    areas->shift = shift_of(areas->count, areas->customers);
    uint32_t pieces = pieces_of(areas->customers, areas->shift), area = 0;
    areas->piece = malloc(pieces * sizeof *areas->piece);
    if (!areas->piece)
        return FK_E_MEMORY;
    for (uint32_t i = 0; i < pieces; i++) {
        while (areas->first[area + 1] <= i << areas->shift)
            area++;
        areas->piece[i] = area;
    }
    return FK_OK;
}

/* `sizes` NULL: all of `size`. */
static int init(struct areas *areas, const uint32_t *sizes, uint32_t size, uint32_t count)
{
    *areas = (struct areas){.count = count, .feps = 1};
    if (count == 0)
        return FK_E_ARG;
    areas->first = malloc(((size_t)count + 1) * sizeof *areas->first);
    areas->fep = calloc(count, sizeof *areas->fep);
    int err = areas->first && areas->fep ? add_up(areas, sizes, size) : FK_E_MEMORY;
    if (err == FK_OK)
        err = cut_pieces(areas);
    if (err != FK_OK)
        areas_fini(areas);
    return err;
}

int areas_init(struct areas *areas, const uint32_t *sizes, const uint32_t *feps, uint32_t count)
{
    int err = init(areas, sizes, 0, count);
    for (uint32_t i = 0; err == FK_OK && feps && i < count; i++) {
        areas->fep[i] = feps[i];
        if (feps[i] >= areas->feps)
            areas->feps = feps[i] + 1;
    }
    return err;
}

int areas_init_even(struct areas *areas, uint32_t count, uint32_t size, uint32_t per_fep)
{
    if (per_fep == 0)
        return FK_E_ARG;
    int err = init(areas, NULL, size, count);
    for (uint32_t i = 0; err == FK_OK && i < count; i++)
        areas->fep[i] = i / per_fep;
    if (err == FK_OK)
        areas->feps = (count - 1) / per_fep + 1;
    return err;
}

void areas_fini(struct areas *areas)
{
    free(areas->first);
    free(areas->fep);
    free(areas->piece);
    *areas = (struct areas){0};
}

uint64_t areas_bytes(uint32_t count, uint32_t customers)
{
    uint64_t pieces = pieces_of(customers, shift_of(count, customers));
    return (2 * (uint64_t)count + 1 + pieces) * sizeof(uint32_t);
}
