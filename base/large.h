/* base/large.h - arrays with one element for each customer: long, and all of it used. */
#ifndef BASE_LARGE_H
#define BASE_LARGE_H
#include <stddef.h>
#include <stdint.h>

/* `count` zeroed elements of `size` bytes, in large pages where the system has them: such an array
 * is walked through every day. NULL: no memory. The caller frees it with free. Any thread. */
void *large_calloc(uint32_t count, size_t size);
/* Room of `bytes`, not zeroed, for what lives a short time; otherwise the same. */
void *large_malloc(size_t bytes);
#endif
