/* base/heap.h - a heap in an array: the element that comes before all others stands first. Each has
 * four children, which stand side by side: half as many steps to the first as with two, and about
 * as many comparisons, so that a heap that is larger than the cache costs fewer waits for memory.
 *
 *             0
 *     1     2     3     4          children of i: 4i + 1 .. 4i + 4
 *   5..8  9..12  ...
 *
 * The array is the owner's, who grows and counts it (base/grow.h); elements are moved as bytes. The
 * order must be total, so that nothing depends on how they came in. Here and not in a source, so
 * that size and order are known where it is used. Not shared between threads. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define HEAP_CHILDREN 4

typedef bool heap_before_fn(const void *a, const void *b);

/* Puts `item` where the gap `at` comes to stand when it has risen as far as it belongs. `item`
 * lies outside of the heap, or behind its last element. */
static inline void heap_rise(void *heap, size_t size, uint32_t at, const void *item,
                             heap_before_fn *is_before)
{
    char *items = heap;
    while (at > 0 && is_before(item, items + (at - 1) / HEAP_CHILDREN * size)) {
        memcpy(items + at * size, items + (at - 1) / HEAP_CHILDREN * size, size);
        at = (at - 1) / HEAP_CHILDREN;
    }
    memcpy(items + at * size, item, size);
}

/* Takes the first element away; `count` is what is left, and the element behind those, the last one
 * until now, finds its place among them. The gap goes down to the end of its branch, where the last
 * element nearly always belongs. */
static inline void heap_drop_first(void *heap, size_t size, uint32_t count,
                                   heap_before_fn *is_before)
{
    char *items = heap;
    uint32_t at = 0;
    for (uint32_t child = 1; child < count; child = HEAP_CHILDREN * at + 1) {
        uint32_t end = count - child < HEAP_CHILDREN ? count : child + HEAP_CHILDREN;
        const char *first = items + child * size;
        for (const char *other = first + size; other < items + end * size; other += size)
            if (is_before(other, first))
                first = other;
        memcpy(items + at * size, first, size);
        at = (uint32_t)((size_t)(first - items) / size);
    }
    if (count > 0)
        heap_rise(heap, size, at, items + count * size, is_before);
}
#endif
