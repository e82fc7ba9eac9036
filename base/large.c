#define _DEFAULT_SOURCE /* madvise */

#include "base/large.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define LARGE_PAGE  ((size_t)2 << 20)
#define WORTH_BYTES (2 * LARGE_PAGE) /* malloc maps as much on its own */

void *large_calloc(uint32_t count, size_t size)
{
    void *array = calloc(count, size);
    size_t bytes = count * size;
    if (!array || bytes < WORTH_BYTES)
        return array;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = ((uintptr_t)array + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)array + bytes) / page * page;
    /* advice: without it all is the same, only slower */
    (void)madvise((void *)begin, end - begin, MADV_HUGEPAGE);
    return array;
}

void *large_malloc(size_t bytes)
{
    if (bytes < WORTH_BYTES)
        return malloc(bytes);
    /* one that comes and goes: from the first byte on in large pages */
    void *room = NULL;
    if (posix_memalign(&room, LARGE_PAGE, bytes) != 0)
        return NULL;
    (void)madvise(room, bytes / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
    return room;
}
