/* The second register of a meter: peak hours, or reactive energy (TR-13). With two rates (TR-3):
 * 8.00 kWh a day, peak from 08:00 to 22:00, so that 14/24 of it are peak: 4.6666... kWh a day.
 * Figures by hand. */
#include "models/meter/rates.h"
#include "tests/unit/models/party_bench.h"

#define PER_DAY 800

static struct meter_second second;
static struct meter_cell cell;
static struct meter_rates rates;

static void setup(void)
{
    rates = (struct meter_rates){0};
    second = (struct meter_second){.peak = {8 * MS_HOUR, 22 * MS_HOUR}};
    meter_cell_init(&cell, BENCH_MIDNIGHT);
}

static uint32_t peak_at(ms_t now)
{
    meter_rates_advance(&rates, &cell, PER_DAY, &second, now);
    return (uint32_t)(rates.parts / ENERGY_UNIT);
}

START_TEST(peak_hours_alone_count)
{
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT), 0);
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 8 * MS_HOUR), 0);
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 11 * MS_HOUR), 100);
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 22 * MS_HOUR), 466);
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 24 * MS_HOUR), 466);
    ck_assert_int_eq(meter_cell_register(&cell), 800);
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 3 * MS_DAY), 1400);
    ck_assert_uint_eq(meter_rates_freeze(&rates, &cell, BENCH_DAY + 3), 1400);
    ck_assert_uint_eq(meter_rates_freeze(&rates, &cell, BENCH_DAY + 2), 933);
    ck_assert_uint_eq(meter_rates_freeze(&rates, &cell, BENCH_DAY + 1), 466);
    ck_assert_uint_eq(meter_rates_freeze(&rates, &cell, BENCH_DAY), 0);
}
END_TEST

/* Off from 09:00 to 21:00: an hour of peak before it and one after, 0.6666... kWh. */
START_TEST(nothing_counts_while_off)
{
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 9 * MS_HOUR), 33);
    ck_assert_int_eq(
        meter_cell_command(&cell, PER_DAY, RELAY_TRIP, MS_NEVER, BENCH_MIDNIGHT + 9 * MS_HOUR),
        RESULT_OK);
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 21 * MS_HOUR), 33);
    ck_assert_int_eq(
        meter_cell_command(&cell, PER_DAY, RELAY_CLOSE, MS_NEVER, BENCH_MIDNIGHT + 21 * MS_HOUR),
        RESULT_OK);
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + MS_DAY), 66);
}
END_TEST

/* The hours are those of its own clock, 30 min fast or slow: until 11:00 half an hour, 0.1666...
 * kWh, more or less; over days the same. */
START_TEST(hours_of_its_own_clock)
{
    cell.clock_error_min = _i ? 30 : -30;
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 11 * MS_HOUR), _i ? 116 : 83);
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 3 * MS_DAY), 1400);
}
END_TEST

START_TEST(one_advance_or_many_make_no_difference)
{
    struct meter_cell once = cell;
    struct meter_rates at_once = {0};
    ms_t end = BENCH_MIDNIGHT + 4 * MS_DAY;
    for (ms_t at = BENCH_MIDNIGHT; at < end; at += 17 * MS_MINUTE + 1)
        (void)peak_at(at);
    ck_assert_uint_eq(peak_at(end), 1866);
    meter_rates_advance(&at_once, &once, PER_DAY, &second, end);
    ck_assert_mem_eq(&at_once, &rates, sizeof rates);
    ck_assert_mem_eq(&once, &cell, sizeof cell);
}
END_TEST

/* TR-13: 45 kvarh of 100 kWh, and 100 from noon of the second day on: 3.60, 5.40, 9.40 and 17.40;
 * off for the half of the fourth day 4.00 less. Where time is cut makes no difference. */
START_TEST(reactive_energy)
{
    ms_t step = _i ? 17 * MS_MINUTE + 1 : MS_DAY / 2;
    second = (struct meter_second){
        .is_kvarh = true, .kvarh = {45, 100}, .from = BENCH_MIDNIGHT + 36 * MS_HOUR};
    for (ms_t at = BENCH_MIDNIGHT; at < BENCH_MIDNIGHT + 3 * MS_DAY; at += step)
        (void)peak_at(at);
    (void)peak_at(BENCH_MIDNIGHT + 3 * MS_DAY);
    ck_assert_uint_eq(meter_rates_freeze(&rates, &cell, BENCH_DAY + 1), 360);
    ck_assert_uint_eq(meter_rates_freeze(&rates, &cell, BENCH_DAY + 2), 940);
    ck_assert_uint_eq(meter_rates_freeze(&rates, &cell, BENCH_DAY + 3), 1740);
    ms_t noon = BENCH_MIDNIGHT + 84 * MS_HOUR;
    ck_assert_uint_eq(peak_at(noon) / 100, 2140);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, MS_NEVER, noon), RESULT_OK);
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 4 * MS_DAY) / 100, 2140);
    setup();
    second = (struct meter_second){.is_kvarh = true, .kvarh = {45, 100}, .from = MS_NEVER};
    ck_assert_uint_eq(peak_at(BENCH_MIDNIGHT + 2 * MS_DAY) / 100, 720);
}
END_TEST

static Suite *rates_suite(void)
{
    Suite *suite = suite_create("rates");
    TCase *tc = tcase_create("rates");
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_test(tc, peak_hours_alone_count);
    tcase_add_test(tc, nothing_counts_while_off);
    tcase_add_loop_test(tc, hours_of_its_own_clock, 0, 2);
    tcase_add_test(tc, one_advance_or_many_make_no_difference);
    tcase_add_loop_test(tc, reactive_energy, 0, 2);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(rates_suite)
