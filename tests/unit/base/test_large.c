/* Long arrays: zeroed, and advised to stand in large pages, but for short ones. */
#include "base/large.h"
#include "tests/unit/fk_check.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAGES "/sys/kernel/mm/transparent_hugepage/enabled"

/* The flags of the mapping that `address` is in, by the system's own list. */
static void flags_of(const void *address, char *flags, int size)
{
    char line[512];
    bool is_there = false;
    FILE *file = fopen("/proc/self/smaps", "r");
    ck_assert_ptr_nonnull(file);
    flags[0] = '\0';
    while (fgets(line, sizeof line, file)) {
        unsigned long begin, end;
        if (sscanf(line, "%lx-%lx ", &begin, &end) == 2)
            is_there = (unsigned long)address >= begin && (unsigned long)address < end;
        else if (is_there && strncmp(line, "VmFlags:", 8) == 0)
            snprintf(flags, (size_t)size, "%s", line + 8);
    }
    fclose(file);
}

START_TEST(elements_are_zero)
{
    static const uint32_t counts[] = {1, 1000, 1U << 20};
    for (unsigned i = 0; i < 3; i++) {
        unsigned char *array = large_calloc(counts[i], 12);
        ck_assert_ptr_nonnull(array);
        size_t other = 0;
        for (size_t k = 0; k < (size_t)counts[i] * 12; k++)
            other += array[k] != 0;
        ck_assert_uint_eq(other, 0);
        free(array);
    }
}
END_TEST

START_TEST(long_arrays_stand_in_large_pages)
{
    char flags[512];
    char *array = large_calloc(16U << 20, 1);
    ck_assert_ptr_nonnull(array);
    flags_of(array + (8 << 20), flags, sizeof flags);
    if (access(PAGES, R_OK) == 0) /* a system with such pages */
        ck_assert_msg(strstr(flags, " hg"), "flags '%s' without hg", flags);
    free(array);
    array = large_calloc(1U << 20, 1);
    ck_assert_ptr_nonnull(array);
    flags_of(array + (1 << 19), flags, sizeof flags);
    ck_assert_msg(!strstr(flags, " hg"), "a short one has flags '%s'", flags);
    free(array);
}
END_TEST

/* From the first byte on, but for the end of less than a page; nothing for a short one. */
START_TEST(room_for_a_short_time)
{
    char flags[512];
    size_t bytes = (5U << 20) + 17;
    unsigned char *room = large_malloc(bytes);
    ck_assert_ptr_nonnull(room);
    ck_assert_uint_eq((uintptr_t)room % (2U << 20), 0);
    memset(room, 1, bytes);
    flags_of(room, flags, sizeof flags);
    if (access(PAGES, R_OK) == 0)
        ck_assert_msg(strstr(flags, " hg"), "flags '%s' without hg", flags);
    flags_of(room + bytes - 1, flags, sizeof flags);
    ck_assert_msg(!strstr(flags, " hg"), "its end has flags '%s'", flags);
    free(room);
    room = large_malloc(100);
    ck_assert_ptr_nonnull(room);
    free(room);
}
END_TEST

static Suite *large_suite(void)
{
    Suite *suite = suite_create("large");
    TCase *tcase = tcase_create("large");
    tcase_add_test(tcase, elements_are_zero);
    tcase_add_test(tcase, long_arrays_stand_in_large_pages);
    tcase_add_test(tcase, room_for_a_short_time);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(large_suite)
