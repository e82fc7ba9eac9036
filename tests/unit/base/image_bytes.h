/* tests/unit/base/image_bytes.h - an image in memory (base/image.h) for unit tests. */
#ifndef TESTS_IMAGE_BYTES_H
#define TESTS_IMAGE_BYTES_H
#include "base/image.h"
#include "tests/unit/fk_check.h"
#include <string.h>

struct bytes {
    uint8_t data[16384];
    size_t used, at;
};

static inline int put(void *context, void *from, size_t size)
{
    struct bytes *b = context;
    ck_assert_uint_le(b->used + size, sizeof b->data);
    memcpy(b->data + b->used, from, size);
    b->used += size;
    return FK_OK;
}

static inline int get(void *context, void *to, size_t size)
{
    struct bytes *b = context;
    ck_assert_uint_le(b->at + size, b->used); /* never more than `left` */
    memcpy(to, b->data + b->at, size);
    b->at += size;
    return FK_OK;
}
#endif
