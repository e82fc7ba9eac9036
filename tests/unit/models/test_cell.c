/* Meter of the population: register, freezes of its own clock, commands with their valid-until
 * and the same relay as the virtual meter. 8.00 kWh a day are 800 units a day, one in 108
 * s. */
#include "models/meter/cell.h"
#include "tests/unit/models/party_bench.h"

#define PER_DAY 800

static struct meter_cell cell_at_midnight(void)
{
    struct meter_cell cell;
    meter_cell_init(&cell, BENCH_MIDNIGHT);
    return cell;
}

static uint32_t freeze_of(const struct meter_cell *cell, int32_t day)
{
    uint32_t value = 0;
    ck_assert_int_eq(meter_cell_freeze(cell, day, &value), FK_OK);
    return value;
}

START_TEST(register_grows_with_the_load)
{
    struct meter_cell cell = cell_at_midnight();
    ck_assert_uint_le(sizeof cell, 32);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + 108 * MS_SECOND - 1);
    ck_assert_int_eq(meter_cell_register(&cell), 0);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + 108 * MS_SECOND);
    ck_assert_int_eq(meter_cell_register(&cell), 1);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + 3 * MS_DAY);
    ck_assert_int_eq(meter_cell_register(&cell), 3 * PER_DAY);
}
END_TEST

START_TEST(freezes_are_made_at_midnight_and_kept_four_days)
{
    struct meter_cell cell = cell_at_midnight();
    uint32_t value;
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT);
    ck_assert_uint_eq(freeze_of(&cell, BENCH_DAY), 0);
    ck_assert_int_eq(meter_cell_freeze(&cell, BENCH_DAY + 1, &value), FK_E_NOT_FOUND);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + MS_DAY - 1);
    ck_assert_int_eq(meter_cell_freeze(&cell, BENCH_DAY + 1, &value), FK_E_NOT_FOUND);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + MS_DAY);
    ck_assert_uint_eq(freeze_of(&cell, BENCH_DAY + 1), PER_DAY);
    /* days later at once: every midnight between has its freeze */
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + 5 * MS_DAY + MS_HOUR);
    for (int32_t day = 2; day <= 5; day++)
        ck_assert_uint_eq(freeze_of(&cell, BENCH_DAY + day), (uint32_t)day * PER_DAY);
    ck_assert_int_eq(meter_cell_freeze(&cell, BENCH_DAY + 1, &value), FK_E_NOT_FOUND);
}
END_TEST

START_TEST(one_advance_or_many_make_no_difference)
{
    struct meter_cell once = cell_at_midnight(), often = cell_at_midnight();
    uint64_t seed = bench_seed("one_advance_or_many_make_no_difference");
    ms_t end = BENCH_MIDNIGHT + 3 * MS_DAY, at = BENCH_MIDNIGHT;
    for (uint64_t n = 0; at < end; n++) {
        at += (ms_t)(chance_bits(seed, 0, 0, n) % (2 * MS_HOUR));
        meter_cell_advance(&often, PER_DAY, at < end ? at : end);
    }
    meter_cell_advance(&once, PER_DAY, end);
    ck_assert_uint_eq(once.parts, often.parts);
    for (int32_t day = 0; day <= 3; day++)
        ck_assert_uint_eq(freeze_of(&once, BENCH_DAY + day), freeze_of(&often, BENCH_DAY + day));
}
END_TEST

/* A meter that is 40 min fast freezes 40 min early: 0.22 kWh less, once (P-MET-08). */
START_TEST(freeze_follows_the_clock_of_the_meter)
{
    struct meter_cell fast = cell_at_midnight(), slow = cell_at_midnight();
    fast.clock_error_min = 40;
    slow.clock_error_min = -40;
    meter_cell_advance(&fast, PER_DAY, BENCH_MIDNIGHT + MS_DAY + MS_HOUR);
    meter_cell_advance(&slow, PER_DAY, BENCH_MIDNIGHT + MS_DAY + 40 * MS_MINUTE - 1);
    ck_assert_uint_eq(freeze_of(&fast, BENCH_DAY + 1), PER_DAY - 23);
    uint32_t value;
    ck_assert_int_eq(meter_cell_freeze(&slow, BENCH_DAY + 1, &value), FK_E_NOT_FOUND);
    meter_cell_advance(&slow, PER_DAY, BENCH_MIDNIGHT + MS_DAY + 40 * MS_MINUTE);
    ck_assert_uint_eq(freeze_of(&slow, BENCH_DAY + 1), PER_DAY + 22);
}
END_TEST

START_TEST(equal_to_valid_until_is_still_valid)
{
    static const int16_t errors[] = {0, 40, -40};
    for (unsigned i = 0; i < 3; i++) {
        struct meter_cell cell = cell_at_midnight();
        ms_t now = BENCH_MIDNIGHT + 9 * MS_HOUR;
        ms_t shown = now + errors[i] * MS_MINUTE;
        cell.clock_error_min = errors[i];
        ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, shown - 1, now),
                         RESULT_CMD_EXPIRED);
        ck_assert(meter_cell_is_supplied(&cell));
        ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, shown, now), RESULT_OK);
        ck_assert(!meter_cell_is_supplied(&cell));
    }
}
END_TEST

/* an open relay means no supply, and no energy. */
START_TEST(energy_stops_with_the_supply)
{
    struct meter_cell cell = cell_at_midnight();
    ms_t noon = BENCH_MIDNIGHT + 12 * MS_HOUR;
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, MS_NEVER, noon), RESULT_OK);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + 2 * MS_DAY);
    ck_assert_int_eq(meter_cell_register(&cell), PER_DAY / 2);
    ck_assert_uint_eq(freeze_of(&cell, BENCH_DAY + 2), PER_DAY / 2);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_CLOSE, MS_NEVER, noon + 2 * MS_DAY),
                     RESULT_OK);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + 3 * MS_DAY);
    ck_assert_int_eq(meter_cell_register(&cell), PER_DAY);
    ck_assert_uint_eq(freeze_of(&cell, BENCH_DAY), 0);
    ck_assert_uint_eq(freeze_of(&cell, BENCH_DAY + 1), PER_DAY / 2);
    ck_assert_uint_eq(freeze_of(&cell, BENCH_DAY + 2), PER_DAY / 2);
    ck_assert_uint_eq(freeze_of(&cell, BENCH_DAY + 3), PER_DAY);
}
END_TEST

/* W3: b4 contact, b6 command. After a permit (1B) only the key closes the contact. */
START_TEST(status_word_tells_contact_and_command)
{
    struct meter_cell cell = cell_at_midnight();
    ms_t now = BENCH_MIDNIGHT;
    ck_assert_uint_eq(meter_cell_status3(&cell), 0);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, MS_NEVER, now), RESULT_OK);
    ck_assert_uint_eq(meter_cell_status3(&cell), 0x0050);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_PERMIT, MS_NEVER, now), RESULT_OK);
    ck_assert_uint_eq(meter_cell_status3(&cell), 0x0010);
    ck_assert(!meter_cell_is_supplied(&cell));
    ck_assert(meter_cell_key(&cell, PER_DAY, now));
    ck_assert_uint_eq(meter_cell_status3(&cell), 0);
    ck_assert(meter_cell_is_supplied(&cell));
}
END_TEST

/* a forgotten protection makes every cut fail, and says so. */
START_TEST(protected_meter_refuses_with_its_own_code)
{
    struct meter_cell cell = cell_at_midnight();
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_PROTECT, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_OK);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_METER_PROTECTED);
    ck_assert(meter_cell_is_supplied(&cell));
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, 0x7F, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_RELAY_REFUSED); /* no such command */
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_UNPROTECT, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_OK);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_OK);
}
END_TEST

/* Steps of three bytes: 167,772.15 kWh in a day is the most. */
START_TEST(largest_load_keeps_its_freezes)
{
    const uint32_t large = METER_CELL_STEP_MAX;
    struct meter_cell cell = cell_at_midnight();
    meter_cell_advance(&cell, large, BENCH_MIDNIGHT + 5 * MS_DAY);
    for (int32_t day = 2; day <= 5; day++)
        ck_assert_uint_eq(freeze_of(&cell, BENCH_DAY + day), (uint32_t)day * METER_CELL_STEP_MAX);
}
END_TEST

/* a cell has no timers, so it refuses what needs one, and nothing moves. */
START_TEST(timed_trips_are_refused)
{
    for (uint8_t n1 = RELAY_TRIP_THEN_CLOSE; n1 <= RELAY_TRIP_THEN_PERMIT; n1++) {
        struct meter_cell cell = cell_at_midnight();
        ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, n1, MS_NEVER, BENCH_MIDNIGHT),
                         RESULT_NOT_ALLOWED);
        ck_assert(meter_cell_is_supplied(&cell));
    }
}
END_TEST

static Suite *cell_suite(void)
{
    Suite *suite = suite_create("cell");
    TCase *tcase = tcase_create("cell");
    tcase_add_test(tcase, register_grows_with_the_load);
    tcase_add_test(tcase, largest_load_keeps_its_freezes);
    tcase_add_test(tcase, timed_trips_are_refused);
    tcase_add_test(tcase, freezes_are_made_at_midnight_and_kept_four_days);
    tcase_add_test(tcase, one_advance_or_many_make_no_difference);
    tcase_add_test(tcase, freeze_follows_the_clock_of_the_meter);
    tcase_add_test(tcase, equal_to_valid_until_is_still_valid);
    tcase_add_test(tcase, energy_stops_with_the_supply);
    tcase_add_test(tcase, status_word_tells_contact_and_command);
    tcase_add_test(tcase, protected_meter_refuses_with_its_own_code);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(cell_suite)
