#include "base/grow.h"

#include <stdlib.h>
#include <string.h>

int grow_for_one(void *array, size_t size, uint32_t count, uint32_t *capacity)
{
    void *elements;
    if (count < *capacity)
        return FK_OK;
    if (*capacity > UINT32_MAX / 2)
        return FK_E_MEMORY;
    uint32_t wanted = *capacity ? 2 * *capacity : 4;
    memcpy(&elements, array, sizeof elements); /* the pointer's own type is the caller's */
    void *larger = realloc(elements, wanted * size);
    if (!larger)
        return FK_E_MEMORY;
    memcpy(array, &larger, sizeof larger);
    *capacity = wanted;
    return FK_OK;
}
