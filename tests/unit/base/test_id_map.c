/* Map of ids against an array: puts, changes and removals in waves, with ids that lie close
 * together and ids that share their first slot. */
#include "base/id_map.h"
#include "tests/unit/fk_check.h"

#define IDS  4096u
#define NONE UINT32_MAX

START_TEST(agrees_with_an_array)
{
    static uint32_t expected[IDS];
    static const uint32_t steps[] = {1, 16, 1u << 16, 104729};
    struct id_map map = {0};
    uint32_t step = steps[_i], state = 1, count = 0, value;
    for (uint32_t i = 0; i < IDS; i++)
        expected[i] = NONE;
    for (uint32_t n = 0; n < 40000; n++) {
        state = state * 1664525u + 1013904223u;
        uint32_t at = state >> 12 & (n / 8000 % 2 ? IDS - 1 : 255); /* few ids, then many */
        if (state >> 30) {
            count += expected[at] == NONE;
            expected[at] = n;
            ck_assert_int_eq(id_map_put(&map, at * step, n), FK_OK);
        } else {
            ck_assert_int_eq(id_map_remove(&map, at * step), expected[at] != NONE);
            count -= expected[at] != NONE;
            expected[at] = NONE;
        }
        ck_assert_uint_eq(map.count, count);
        uint32_t look = state >> 8 & (IDS - 1);
        ck_assert_int_eq(id_map_get(&map, look * step, &value), expected[look] != NONE);
        ck_assert(expected[look] == NONE || value == expected[look]);
    }
    for (uint32_t i = 0; i < IDS; i++) {
        ck_assert_int_eq(id_map_get(&map, i * step, &value), expected[i] != NONE);
        ck_assert(expected[i] == NONE || value == expected[i]);
    }
    ck_assert_uint_gt(count, 1000);
    id_map_clear(&map);
    ck_assert_uint_eq(map.count, 0);
    for (uint32_t i = 0; i < IDS; i++)
        ck_assert(!id_map_get(&map, i * step, NULL));
    ck_assert_int_eq(id_map_put(&map, 7, 8), FK_OK);
    ck_assert(id_map_get(&map, 7, &value));
    ck_assert_uint_eq(value, 8);
    id_map_fini(&map);
}
END_TEST

START_TEST(empty_map_holds_nothing)
{
    struct id_map map = {0};
    ck_assert(!id_map_get(&map, 0, NULL));
    ck_assert(!id_map_get(&map, NONE, NULL));
    ck_assert(!id_map_remove(&map, 0));
    id_map_clear(&map);
    ck_assert_int_eq(id_map_put(&map, 0, 5), FK_OK);
    ck_assert(!id_map_get(&map, NONE, NULL));
    ck_assert(id_map_get(&map, 0, NULL));
    id_map_fini(&map);
    ck_assert_uint_eq(map.capacity, 0);
}
END_TEST

static Suite *id_map_suite(void)
{
    Suite *suite = suite_create("id_map");
    TCase *tcase = tcase_create("id_map");
    tcase_add_loop_test(tcase, agrees_with_an_array, 0, 4);
    tcase_add_test(tcase, empty_map_holds_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(id_map_suite)
