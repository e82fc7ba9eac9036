/* Energy register: exact for any step of time (P-MET-01). */
#include "models/meter/energy.h"
#include "tests/unit/fk_check.h"

#define START (INT64_C(20000) * MS_DAY + 12345)

static struct meter_energy energy_make(uint32_t per_day)
{
    return (struct meter_energy){.parts = 0, .at = START, .per_day = per_day};
}

/* 8 kWh a day for 11 days give 88.00 kWh whatever the steps. */
static const ms_t steps[] = {1009, 1000, MS_HOUR, 997 * MS_SECOND + 13, MS_DAY, 11 * MS_DAY};

START_TEST(steps_do_not_matter)
{
    struct meter_energy energy = energy_make(800);
    ms_t end = START + 11 * MS_DAY;
    for (ms_t at = START; at < end; at += steps[_i])
        energy_advance(&energy, at, 1);
    energy_advance(&energy, end - 1, 1);
    ck_assert_int_eq(energy_register(&energy), 8799);
    energy_advance(&energy, end, 1);
    ck_assert_int_eq(energy_register(&energy), 8800);
    ck_assert_uint_eq(energy.parts, UINT64_C(8800) * ENERGY_UNIT);
}
END_TEST

/* One hour in single milliseconds: 0.01 kWh falls at the very millisecond, 108 s after the last. */
START_TEST(single_milliseconds)
{
    struct meter_energy energy = energy_make(800);
    for (ms_t t = 1; t <= MS_HOUR; t++) {
        energy_advance(&energy, START + t, 1);
        if (energy_register(&energy) != t / 108000) /* asserting 3.6 million times takes seconds */
            ck_abort_msg("at %lld ms", (long long)t);
    }
}
END_TEST

/* A load that divides nothing: 7 per day, 1 ms short of the third unit and at it. */
START_TEST(odd_load)
{
    struct meter_energy energy = energy_make(7);
    ms_t third = (3 * MS_DAY + 6) / 7; /* first whole millisecond at which 3 units are full */
    for (ms_t t = 0; t < third - 1; t += 86413)
        energy_advance(&energy, START + t, 1);
    energy_advance(&energy, START + third - 1, 1);
    ck_assert_int_eq(energy_register(&energy), 2);
    energy_advance(&energy, START + third, 1);
    ck_assert_int_eq(energy_register(&energy), 3);
}
END_TEST

START_TEST(stands_without_supply)
{
    struct meter_energy energy = energy_make(800);
    energy_advance(&energy, START + MS_DAY, 1);
    energy_advance(&energy, START + 3 * MS_DAY, 0);
    ck_assert_int_eq(energy_register(&energy), 800);
    ck_assert_int_eq(energy.at, START + 3 * MS_DAY);
    energy_advance(&energy, START + 4 * MS_DAY, 1);
    ck_assert_int_eq(energy_register(&energy), 1600);
}
END_TEST

START_TEST(earlier_is_ignored)
{
    struct meter_energy energy = energy_make(800);
    energy_advance(&energy, START + MS_DAY, 1);
    energy_advance(&energy, START, 1);
    energy_advance(&energy, START + MS_DAY - 1, 1);
    ck_assert_int_eq(energy_register(&energy), 800);
    energy_advance(&energy, START + MS_DAY, 1);
    ck_assert_int_eq(energy_register(&energy), 800);
    ck_assert_int_eq(energy.at, START + MS_DAY);
}
END_TEST

/* A load of 429 MWh a day for 1,000 days. */
START_TEST(large_values)
{
    struct meter_energy energy = energy_make(UINT32_MAX / 100);
    energy_advance(&energy, START + 1000 * MS_DAY, 1);
    ck_assert_int_eq(energy_register(&energy), INT64_C(42949672) * 1000);
}
END_TEST

static Suite *energy_suite(void)
{
    Suite *suite = suite_create("energy");
    TCase *tc = tcase_create("energy");
    tcase_add_loop_test(tc, steps_do_not_matter, 0, sizeof steps / sizeof *steps);
    tcase_add_test(tc, single_milliseconds);
    tcase_add_test(tc, odd_load);
    tcase_add_test(tc, stands_without_supply);
    tcase_add_test(tc, earlier_is_ignored);
    tcase_add_test(tc, large_values);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(energy_suite)
