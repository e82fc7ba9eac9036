/* Areas: everybody is found in his own, whatever their sizes; the front-end processor of each. */
#include "models/house/areas.h"
#include "tests/unit/models/party_bench.h"

/* Every customer, against a walk over the sizes. */
static void check_all(const struct areas *areas, const uint32_t *sizes)
{
    uint32_t customer = 0;
    for (uint32_t area = 0; area < areas->count; area++) {
        ck_assert_uint_eq(areas->first[area], customer);
        ck_assert_uint_eq(areas_size(areas, area), sizes[area]);
        for (uint32_t i = 0; i < sizes[area]; i++, customer++)
            if (areas_of(areas, customer) != area) /* a check for each would take seconds */
                ck_abort_msg("customer %u: area %u, expected %u", customer,
                             areas_of(areas, customer), area);
    }
    ck_assert_uint_eq(areas->customers, customer);
}

/* Shapes: alike; alone; one large behind many small ones and before them; a power of two. */
static const struct {
    uint32_t count, sizes[8];
} shapes[] = {{4, {3, 3, 3, 3}},
              {1, {1}},
              {1, {7}},
              {8, {1, 1, 1, 1, 1, 1, 1, 1000}},
              {8, {1000, 1, 1, 1, 1, 1, 1, 1}},
              {3, {1, 9, 3}},
              {4, {64, 64, 64, 64}},
              {2, {5, 4}}};

START_TEST(everybody_is_found)
{
    struct areas areas;
    ck_assert_int_eq(areas_init(&areas, shapes[_i].sizes, NULL, shapes[_i].count), FK_OK);
    check_all(&areas, shapes[_i].sizes);
    ck_assert_uint_eq(areas.feps, 1);
    ck_assert_uint_le(1U << areas.shift, areas.customers / areas.count); /* no long walks */
    areas_fini(&areas);
}
END_TEST

START_TEST(random_sizes)
{
    enum { COUNT = 300 };
    uint64_t seed = bench_seed("random_sizes");
    for (uint32_t round = 0; round < 20; round++) {
        struct areas areas;
        uint32_t sizes[COUNT], feps[COUNT], last = 0;
        for (uint32_t i = 0; i < COUNT; i++) {
            uint32_t draw = (uint32_t)chance_bits(seed, CHANCE_POSTING, round, i);
            sizes[i] = 1 + draw % (draw % 7 == 0 ? 2000 : 5);
            feps[i] = draw >> 16 & 7;
            last = feps[i] > last ? feps[i] : last;
        }
        ck_assert_int_eq(areas_init(&areas, sizes, feps, COUNT), FK_OK);
        check_all(&areas, sizes);
        for (uint32_t i = 0; i < COUNT; i++)
            ck_assert_uint_eq(areas.fep[i], feps[i]);
        ck_assert_uint_eq(areas.feps, last + 1);
        areas_fini(&areas);
    }
}
END_TEST

/* The usual case is a division, done once. */
START_TEST(even_areas)
{
    struct areas areas;
    ck_assert_int_eq(areas_init_even(&areas, 5, 20, 2), FK_OK);
    for (uint32_t customer = 0; customer < 100; customer++)
        ck_assert_uint_eq(areas_of(&areas, customer), customer / 20);
    for (uint32_t area = 0; area < 5; area++)
        ck_assert_uint_eq(areas.fep[area], area / 2);
    ck_assert_uint_eq(areas.feps, 3);
    ck_assert_uint_eq(areas_bytes(5, 100), (5 + 1 + 5 + 7) * 4); /* pieces of 16 customers */
    areas_fini(&areas);
}
END_TEST

START_TEST(what_is_no_area_is_refused)
{
    static const uint32_t empty[] = {3, 0, 2}, many[] = {UINT32_MAX, 1};
    struct areas areas;
    ck_assert_int_eq(areas_init(&areas, empty, NULL, 3), FK_E_ARG);
    ck_assert_int_eq(areas_init(&areas, many, NULL, 2), FK_E_RANGE);
    ck_assert_int_eq(areas_init(&areas, many, NULL, 0), FK_E_ARG);
    ck_assert_int_eq(areas_init_even(&areas, 2, 0, 1), FK_E_ARG);
    ck_assert_int_eq(areas_init_even(&areas, 2, 3, 0), FK_E_ARG);
}
END_TEST

static Suite *areas_suite(void)
{
    Suite *suite = suite_create("areas");
    TCase *tcase = tcase_create("areas");
    tcase_add_loop_test(tcase, everybody_is_found, 0, sizeof shapes / sizeof shapes[0]);
    tcase_add_test(tcase, random_sizes);
    tcase_add_test(tcase, even_areas);
    tcase_add_test(tcase, what_is_no_area_is_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(areas_suite)
