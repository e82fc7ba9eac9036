/* The door of a seat: every serial is accepted once, in whatever order and however often it
 * comes. */
#include "models/house/seat.h"
#include "tests/unit/fk_check.h"
#include <stdlib.h>
#include <string.h>

START_TEST(test_in_order_needs_no_memory)
{
    struct seat_door door = {0};
    for (uint32_t i = 1; i <= 100000; i++)
        ck_assert_int_eq(seat_door_accept(&door, i), 1);
    ck_assert_uint_eq(door.low, 100000);
    ck_assert_uint_eq(door.words, 0);
    ck_assert_int_eq(seat_door_accept(&door, 100000), 0);
    ck_assert_int_eq(seat_door_accept(&door, 1), 0);
}
END_TEST

START_TEST(test_gap_closes)
{
    struct seat_door door = {0};
    ck_assert_int_eq(seat_door_accept(&door, 1), 1);
    ck_assert_int_eq(seat_door_accept(&door, 3), 1);
    ck_assert_int_eq(seat_door_accept(&door, 200), 1); /* widens twice */
    ck_assert_int_eq(seat_door_accept(&door, 3), 0);
    ck_assert_int_eq(seat_door_accept(&door, 200), 0);
    ck_assert_uint_eq(door.low, 1);
    ck_assert_int_eq(seat_door_accept(&door, 2), 1);
    ck_assert_uint_eq(door.low, 3);
    for (uint32_t i = 4; i < 200; i++)
        ck_assert_int_eq(seat_door_accept(&door, i), 1);
    ck_assert_uint_eq(door.low, 200);
    seat_door_fini(&door);
}
END_TEST

/* Against a plain table of what was seen: 20,000 arrivals, shuffled within 500, a third of them
 * doubled, one in fifty lost. */
START_TEST(test_random_arrivals)
{
    enum { COUNT = 20000, NEAR = 500 };
    struct seat_door door = {0};
    uint8_t *seen = calloc(COUNT + 1, 1);
    uint32_t state = 20261124;
    ck_assert_ptr_nonnull(seen);
    for (uint32_t n = 0; n < 4 * COUNT; n++) {
        state = state * 1664525u + 1013904223u;
        uint32_t middle = n / 4 + 1;
        uint32_t serial = middle + (state >> 8) % NEAR;
        if (serial > COUNT || serial % 50 == 7)
            continue;
        ck_assert_msg(seat_door_accept(&door, serial) == !seen[serial],
                      "seed 20261124, arrival %u, serial %u", n, serial);
        seen[serial] = 1;
    }
    for (uint32_t serial = 1; serial <= COUNT; serial++) /* what has been missed so far */
        if (serial % 50 != 7)
            ck_assert_int_eq(seat_door_accept(&door, serial), !seen[serial]);
    ck_assert_uint_eq(door.low, 6); /* serial 7 never came */
    for (uint32_t serial = 7; serial <= COUNT; serial += 50)
        ck_assert_int_eq(seat_door_accept(&door, serial), 1);
    ck_assert_uint_eq(door.low, COUNT);
    free(seen);
    seat_door_fini(&door);
}
END_TEST

static Suite *seat_suite(void)
{
    Suite *suite = suite_create("seat");
    TCase *cases = tcase_create("door");
    tcase_add_test(cases, test_in_order_needs_no_memory);
    tcase_add_test(cases, test_gap_closes);
    tcase_add_test(cases, test_random_arrivals);
    suite_add_tcase(suite, cases);
    return suite;
}
FK_CHECK_MAIN(seat_suite)
