/* base/grow.h - arrays that grow by doubling, for what a party cannot know the number of. */
#ifndef BASE_GROW_H
#define BASE_GROW_H
#include "base/err.h"
#include <stdint.h>

/* Makes room for one more element. `array` is the address of a pointer to elements of `size` bytes,
 * `count` of `*capacity` are in use; a NULL pointer with capacity 0 becomes an array of 4. FK_OK,
 * or FK_E_MEMORY with array and capacity as they were. */
FK_MUST_CHECK int grow_for_one(void *array, size_t size, uint32_t count, uint32_t *capacity);
#endif
