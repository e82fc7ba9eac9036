/* Virtual meter: daily, instant and timed freezes, energy over long and odd steps of time. */
#include "tests/unit/models/meter_bench.h"

static struct bench bench;

static void setup(void)
{
    bench_init(&bench, NULL);
    bench.meter.config.tariffs = 1;
}

/* 8 kWh a day from 08:30:05: 15:29:55 of the first day give 5.16 kWh, cut at 0.01. */
START_TEST(daily_freezes_across_midnights)
{
    bench_expect(&bench, "11 01000605", "91 01000605 0000000000");
    bench_expect(&bench, "11 01010605", "91 01010605 00000000 00000000");
    bench.now += 3 * MS_DAY + MS_HOUR; /* one long step over three midnights */
    bench_expect(&bench, "11 01000605", "91 01000605 0000050326");
    bench_expect(&bench, "11 01010605", "91 01010605 16470000 16470000");
    bench_expect(&bench, "11 02000605", "91 02000605 0000040326");
    bench_expect(&bench, "11 02010605", "91 02010605 16390000 16390000");
    bench_expect(&bench, "11 03010605", "91 03010605 16310000 16310000");
    bench_expect(&bench, "11 03020605", "91 03020605 00000000 00000000");
    bench_expect(&bench, "11 04000605", "91 04000605 0000000000");
    bench_expect(&bench, "11 00000605", "D1 02");
    bench_expect(&bench, "11 3F000605", "D1 02");
    bench_expect(&bench, "11 01030605", "D1 02");
    bench_expect(&bench, "11 01000205", "D1 02");
    bench_expect(&bench, "11 01FF0605",
                 "91 01FF0605 0000050326 AA 16470000 16470000 AA 00000000 00000000"
                 "AAAAAAAAAAAAAAAAAAAA");
}
END_TEST

START_TEST(sixty_two_freezes_are_kept)
{
    bench.now += 70 * MS_DAY;
    bench_expect(&bench, "11 01000605", "91 01000605 0000110526");
    bench_expect(&bench, "11 3E000605", "91 3E000605 0000110326");
    for (int nth = 1; nth <= METER_DAILY_FREEZES; nth++)
        ck_assert_int_eq(bench.meter.daily[nth - 1].forward, 3116 + 800 * (70 - nth));
}
END_TEST

/* The freeze belongs to the meter clock: 10 minutes ahead, it is made 10 minutes early. */
START_TEST(freeze_follows_the_meter_clock)
{
    bench_expect(&bench, "14 02010004 02000000 00000000 054008", "94");
    bench.now = clock_from_civil(2026, 3, 2, 23, 49, 59) + 999;
    bench_expect(&bench, "11 01000605", "91 01000605 0000000000");
    bench.now += 1;
    bench_expect(&bench, "11 01000605", "91 01000605 0000030326");
    /* 15:19:55 of load at 8 kWh a day */
    bench_expect(&bench, "11 01010605", "91 01010605 11310000 11310000");
}
END_TEST

START_TEST(clock_set_over_midnight_makes_none)
{
    bench_expect(&bench, "14 0C010004 02000000 00000000 000000 00 050326", "94");
    bench_expect(&bench, "11 01000605", "91 01000605 0000000000");
    bench.now += MS_DAY;
    bench_expect(&bench, "11 01000605", "91 01000605 0000060326");
    bench_expect(&bench, "11 02000605", "91 02000605 0000000000");
}
END_TEST

START_TEST(open_relay_freezes_standing_energy)
{
    bench_expect(&bench, "1C 02000000 00000000 1A00 T+60", "9C");
    bench.now += 2 * MS_DAY;
    bench_expect(&bench, "11 01010605", "91 01010605 00260000 00260000");
    bench_expect(&bench, "11 02010605", "91 02010605 00260000 00260000");
    bench_expect(&bench, "1C 02000000 00000000 1C00 T+60", "9C");
    bench.now += MS_DAY;
    bench_expect(&bench, "11 00000100", "91 00000100 00340000");
}
END_TEST

/* clang-format off */
static const struct bench_step instant[] = {
    {0,     "16 99999999", "96"},
    {0,     "11 01000105", "91 01000105 3008020326"},
    {0,     "11 01010105", "91 01010105 00260000 00260000"},
    {86400, "@999999999999 16 99999999", "-"},
    {0,     "11 01000105", "91 01000105 3008030326"},
    {0,     "11 01010105", "91 01010105 00340000 00340000"},
    {0,     "11 02010105", "91 02010105 00260000 00260000"},
    {86400, "16 99999999", "96"},
    {86400, "16 99999999", "96"},
    {0,     "11 03010105", "91 03010105 00340000 00340000"}, /* three are kept */
    {0,     "11 04000105", "D1 02"},
    {0,     "@AAAAAAAAAAAA 16 99999999", "-"},
    {0,     "@000000000162 16 99999999", "-"},
    {0,     "11 02000105", "91 02000105 3008040326"},
};

/* Patterns: mm hh DD MM, every = 99. */
static const struct bench_step patterns[] = {
    {0, "16 30999999", "96"}, {0, "16 00009999", "96"}, {0, "16 59239999", "96"},
    {0, "16 00000199", "96"}, {0, "16 00003199", "96"},
    {0, "16 60999999", "D6 01"}, {0, "16 3A999999", "D6 01"}, {0, "16 00249999", "D6 01"},
    {0, "16 00003299", "D6 01"}, {0, "16 00000099", "D6 01"}, {0, "16 00000101", "D6 01"},
    {0, "16 99990199", "D6 01"}, {0, "16 00990199", "D6 01"}, {0, "16 99009999", "D6 01"},
    {0, "16 999999", "D6 01"}, {0, "16 9999999999", "D6 01"}, {0, "16", "D6 01"},
    {0, "16 99999901", "D6 01"}, {0, "@999999999999 16 60999999", "-"},
};

static const struct bench_step hourly[] = {
    {0,    "16 30999999", "96"},
    {3594, "11 01000005", "91 01000005 0000000000"},
    {1,    "11 01000005", "91 01000005 3009020326"}, /* 09:30, not the 08:30 that is passing */
    {7200, "11 01000005", "91 01000005 3011020326"},
    {0,    "11 02000005", "91 02000005 3010020326"},
    {0,    "11 01000605", "91 01000605 0000000000"}, /* no daily freeze by it */
    {0,    "11 01010005", "91 01010005 99260000 99260000"},
    {86400, "11 0C000005", "91 0C000005 3000030326"}, /* twelve are kept */
    {0,    "11 0D000005", "D1 02"},
};
static const struct bench_step daily[] = {
    {0,     "16 00129999", "96"},
    {86400, "11 01000005", "91 01000005 0012020326"},
    {86400, "11 01000005", "91 01000005 0012030326"},
    {0,     "16 00009999", "96"}, /* at midnight with the daily freeze */
    {86400, "11 01000005", "91 01000005 0000050326"},
    {0,     "11 02000005", "91 02000005 0012030326"},
    {0,     "11 01000605", "91 01000605 0000050326"},
};
/* Months without the day are passed over: 31 March, 31 May; the 29th of February 2028. */
static const struct bench_step monthly[] = {
    {0,            "16 00003199", "96"},
    {90 * 86400,   "11 01000005", "91 01000005 0000310526"},
    {0,            "11 02000005", "91 02000005 0000310326"},
    {0,            "16 05082999", "96"},
    {245 * 86400,  "11 01000005", "91 01000005 0508290127"},
    {60 * 86400,   "11 01000005", "91 01000005 0508290327"},
    {365 * 86400,  "11 02000005", "91 02000005 0508290228"},
};
/* clang-format on */

START_TEST(instant_freezes)
{
    BENCH_PLAY(&bench, instant);
}
END_TEST

START_TEST(freeze_patterns)
{
    BENCH_PLAY(&bench, patterns);
}
END_TEST

START_TEST(timed_hourly)
{
    BENCH_PLAY(&bench, hourly);
}
END_TEST

START_TEST(timed_daily)
{
    BENCH_PLAY(&bench, daily);
}
END_TEST

START_TEST(timed_monthly)
{
    BENCH_PLAY(&bench, monthly);
}
END_TEST

START_TEST(refused_pattern_keeps_the_old_one)
{
    bench_expect(&bench, "16 00129999", "96");
    bench_expect(&bench, "16 00249999", "D6 01");
    bench.now += MS_DAY;
    bench_expect(&bench, "11 01000005", "91 01000005 0012020326");
}
END_TEST

/* One step or many: the same freezes, records and register. */
START_TEST(steps_do_not_matter)
{
    static const ms_t steps[] = {MS_HOUR, 997 * MS_SECOND + 13, 11 * MS_DAY};
    struct meter_device reference;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        bench_init(&bench, NULL);
        bench_expect(&bench, "16 17999999", "96");
        bench_expect(&bench, "1C 02000000 00000000 1D0C T+60", "9C");
        ms_t end = bench.now + 11 * MS_DAY;
        for (ms_t at = bench.now; at < end; at += steps[i])
            meter_advance(&bench.meter, at);
        meter_advance(&bench.meter, end);
        meter_advance(&bench.meter, end - MS_DAY); /* time does not go back */
        if (i == 0)
            reference = bench.meter;
        else
            ck_assert_mem_eq(&bench.meter, &reference, sizeof reference);
        ck_assert_int_eq(energy_register(&bench.meter.energy), 2600 + 11 * 800 - 34);
    }
}
END_TEST

static Suite *meter_freeze_suite(void)
{
    Suite *suite = suite_create("meter_freeze");
    TCase *tc = tcase_create("freeze");
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_test(tc, daily_freezes_across_midnights);
    tcase_add_test(tc, sixty_two_freezes_are_kept);
    tcase_add_test(tc, freeze_follows_the_meter_clock);
    tcase_add_test(tc, clock_set_over_midnight_makes_none);
    tcase_add_test(tc, open_relay_freezes_standing_energy);
    tcase_add_test(tc, instant_freezes);
    tcase_add_test(tc, freeze_patterns);
    tcase_add_test(tc, timed_hourly);
    tcase_add_test(tc, timed_daily);
    tcase_add_test(tc, timed_monthly);
    tcase_add_test(tc, refused_pattern_keeps_the_old_one);
    tcase_add_test(tc, steps_do_not_matter);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_freeze_suite)
