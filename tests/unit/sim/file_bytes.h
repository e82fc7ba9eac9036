/* tests/unit/sim/file_bytes.h - whole files in memory, for unit tests that change them. */
#ifndef TESTS_FILE_BYTES_H
#define TESTS_FILE_BYTES_H
#include "tests/unit/fk_check.h"
#include <stdio.h>
#include <stdlib.h>

/* Bytes of a file; replaced by put_file. */
static inline unsigned char *get_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    unsigned char *bytes = malloc(*size);
    ck_assert_ptr_nonnull(bytes);
    rewind(file);
    ck_assert_uint_eq(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

static inline void put_file(const char *path, const unsigned char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    fclose(file);
}
#endif
