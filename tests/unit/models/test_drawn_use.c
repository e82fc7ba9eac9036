/* Drawn consumption (P-CON): levels against the quantiles of Jilin (K-16), days, hours, and that a
 * meter counts what was drawn however often it is looked at. */
#include "models/meter/drawn_use.h"
#include "tests/unit/models/party_bench.h"

#define PEOPLE 4000
#define YEAR   365
#define PART   1000000

/* As in docs/scenario.md, without the calendar: every month and day of the week alike. */
static struct use_config plain_config(void)
{
    struct use_config config = {.habits = {{296, 666000, PART, PART},
                                           {4000, 1000000, PART, PART},
                                           {300000, 1200000, PART, PART}},
                                .others = 75000,
                                .high = 5000,
                                .empty = 80000,
                                .empty_most = 20,
                                .noise = 350000,
                                .by_day = 680000};
    for (unsigned i = 0; i < 12; i++)
        config.months[i] = PART;
    return config;
}

static struct drawn_use use;

static void start_with(const struct use_config *config)
{
    drawn_use_fini(&use);
    ck_assert_int_eq(drawn_use_init(&use, config, 7, BENCH_DAY, YEAR), FK_OK);
}

static void setup(void)
{
    struct use_config config = plain_config();
    memset(&use, 0, sizeof use);
    start_with(&config);
}

static void teardown(void)
{
    drawn_use_fini(&use);
}

static double of_year(uint32_t customer)
{
    double sum = 0;
    for (int32_t i = 0; i < YEAR; i++)
        sum += drawn_use_of_day(&use, customer, BENCH_DAY + i);
    return sum / 100;
}

/* K-16: 90.15 % of the residents use at most 2,040 kWh a year, 97.31 % at most 3,120; three sigma
 * of 3,680 residents are 1.5 and 0.8 points, and the noise of 365 days adds little. P-CON-06: 8 %
 * use at most 0.2 kWh a day. P-POP-04: 92, 7.5 and 0.5 %. */
START_TEST(kinds_and_levels)
{
    unsigned kinds[USE_KINDS] = {0}, to_2040 = 0, to_3120 = 0, empty = 0;
    double sum = 0;
    for (uint32_t i = 0; i < PEOPLE; i++) {
        enum use_kind kind = drawn_use_kind(&use, i);
        kinds[kind]++;
        if (kind != USE_RESIDENT)
            continue;
        double year = of_year(i);
        sum += year;
        to_2040 += year <= 2040;
        to_3120 += year <= 3120;
        empty += year <= 0.2 * YEAR;
    }
    double residents = kinds[USE_RESIDENT];
    ck_assert_double_eq_tol(residents / PEOPLE, 0.92, 0.013);
    ck_assert_double_eq_tol(1.0 * kinds[USE_OTHER] / PEOPLE, 0.075, 0.0125);
    ck_assert_double_eq_tol(1.0 * kinds[USE_HIGH_VOLTAGE] / PEOPLE, 0.005, 0.0034);
    ck_assert_double_eq_tol(to_2040 / residents, 0.9015, 0.015);
    ck_assert_double_eq_tol(to_3120 / residents, 0.9731, 0.0085);
    ck_assert_double_eq_tol(empty / residents, 0.08, 0.0135);
    /* 1,079 kWh, less the 1.7 % of the lowest levels; sigma of the mean 0.747 / sqrt(3680) */
    ck_assert_double_eq_tol(sum / residents, 1080.4 * 0.983, 1080.4 * 0.037);
}
END_TEST

/* P-CON-05: sigma 0.35 and a correlation of 0.5 between days in a row, none between others: by the
 * days of customers who use much, relative to their mean. exp(0.35^2) - 1 = 0.130 is the variance,
 * that of two days in a row exp(0.35^2 / 2) - 1 = 0.063. */
START_TEST(days_differ_and_hang_together)
{
    struct use_config config = plain_config();
    double square = 0, next = 0, third = 0, n = 0;
    config.others = PART;
    config.habits[USE_OTHER] = (struct use_habit){1000000, 0, PART, PART};
    start_with(&config);
    for (uint32_t i = 0; i < 200; i++)
        for (int32_t day = BENCH_DAY; day + 2 < BENCH_DAY + YEAR; day++, n++) {
            double a = drawn_use_of_day(&use, i, day) / 1e6 - 1;
            double b = drawn_use_of_day(&use, i, day + 1) / 1e6 - 1;
            square += a * a;
            next += a * b;
            third += a * (drawn_use_of_day(&use, i, day + 2) / 1e6 - 1);
        }
    ck_assert_double_eq_tol(square / n, 0.130, 0.006);
    ck_assert_double_eq_tol(next / n, 0.063, 0.004);
    ck_assert_double_eq_tol(third / n, 0, 0.004);
}
END_TEST

/* A steady customer: what is left is the calendar. D0 is Monday 2026-03-02. */
START_TEST(calendar_makes_the_rest)
{
    struct use_config config = plain_config();
    config.high = PART;
    config.noise = 0;
    config.habits[USE_HIGH_VOLTAGE] = (struct use_habit){10000, 0, 400000, 300000};
    config.months[3] = 2 * PART;
    drawn_use_fini(&use);
    /* from 2026-02-20, in the Spring Festival (P-CON-10) until 02-23; 02-28 is a worked Saturday */
    ck_assert_int_eq(drawn_use_init(&use, &config, 7, BENCH_DAY - 10, YEAR), FK_OK);
    static const struct {
        int day;
        uint32_t use; /* (7 - 2 x 0.4) / 5 = 1.24 on a working day */
    } days[] = {{-10, 3000}, {-7, 3000}, {-6, 12400}, {-2, 12400}, {-1, 4000},
                {0, 12400},  {5, 4000},  {6, 4000},   {29, 12400}, {30, 24800}};
    for (unsigned i = 0; i < sizeof days / sizeof days[0]; i++)
        ck_assert_double_eq_tol(drawn_use_of_day(&use, 0, BENCH_DAY + days[i].day), days[i].use, 1);
    ck_assert_uint_eq(drawn_use_mean(&use, 0), 10000);
    /* P-CON-07: 68 % of 124 kWh from 08:00 to 22:00, 32 % in the ten hours beside */
    ms_t eight = BENCH_MIDNIGHT + 8 * MS_HOUR, ten = BENCH_MIDNIGHT + 22 * MS_HOUR;
    double night = (double)drawn_use_until(&use, 0, eight) / ENERGY_UNIT;
    double day = (double)drawn_use_until(&use, 0, ten) / ENERGY_UNIT - night;
    ck_assert_double_eq_tol(night, 12400 * 0.32 * 8 / 10, 2);
    ck_assert_double_eq_tol(day, 12400 * 0.68, 2);
}
END_TEST

/* What a meter counts is what was drawn, in one step or in many, and between its midnights. */
START_TEST(meters_count_what_is_drawn)
{
    ms_t end = BENCH_MIDNIGHT + 3 * MS_DAY;
    for (uint32_t who = 0; who < 50; who++) {
        struct meter_cell once, often;
        uint64_t sum = 0;
        meter_cell_init(&once, BENCH_MIDNIGHT);
        meter_cell_init(&often, BENCH_MIDNIGHT);
        for (ms_t at = BENCH_MIDNIGHT; at < end; at += 37 * MS_MINUTE + who)
            drawn_use_advance(&use, who, &often, NULL, NULL, at);
        drawn_use_advance(&use, who, &once, NULL, NULL, end);
        drawn_use_advance(&use, who, &often, NULL, NULL, end);
        ck_assert_mem_eq(&once, &often, sizeof once);
        for (int32_t day = 0; day < 3; day++)
            sum += drawn_use_parts(&use, who, BENCH_DAY + day);
        ck_assert_uint_eq(once.parts, sum);
        uint32_t first;
        ck_assert_int_eq(meter_cell_freeze(&once, BENCH_DAY + 1, &first), FK_OK);
        ck_assert_uint_eq(first, drawn_use_parts(&use, who, BENCH_DAY) / ENERGY_UNIT);
    }
}
END_TEST

/* With two rates the peak register runs in its hours alone: 08:00 to 22:00 here. */
START_TEST(peak_registers_count_it_too)
{
    const struct meter_second second = {.peak = {8 * MS_HOUR, 22 * MS_HOUR}};
    struct meter_cell cell;
    struct meter_rates rates = {0};
    meter_cell_init(&cell, BENCH_MIDNIGHT);
    drawn_use_advance(&use, 3, &cell, &rates, &second, BENCH_MIDNIGHT + MS_DAY);
    ck_assert_uint_eq(rates.parts, drawn_use_until(&use, 3, BENCH_MIDNIGHT + 22 * MS_HOUR) -
                                       drawn_use_until(&use, 3, BENCH_MIDNIGHT + 8 * MS_HOUR));
    ck_assert_uint_gt(cell.parts, rates.parts);
}
END_TEST

/* What is used between two moments is the steady use from change to change, by night and by day. */
START_TEST(use_between_moments)
{
    ms_t from = BENCH_MIDNIGHT + 5 * MS_HOUR, to = BENCH_MIDNIGHT + 2 * MS_DAY + 9 * MS_HOUR + 1;
    uint64_t sum = 0;
    unsigned changes = 0;
    for (ms_t at = from, until; at < to; at = until, changes++) {
        uint32_t steady = drawn_use_at(&use, 3, at, &until);
        sum += energy_of((until < to ? until : to) - at, steady);
    }
    ck_assert_uint_eq(changes, 8);
    ck_assert_uint_eq(drawn_use_between(&use, 3, from, to), sum);
    ck_assert_uint_eq(drawn_use_between(&use, 3, from, from), 0);
}
END_TEST

/* INV-15: the same seed is the same use; another customer or seed another one. */
START_TEST(use_is_that_of_seed_customer_and_day)
{
    struct drawn_use same, other;
    struct use_config config = plain_config();
    unsigned differ = 0, differ_by_seed = 0;
    ck_assert_int_eq(drawn_use_init(&same, &config, 7, BENCH_DAY - 5, 20), FK_OK);
    ck_assert_int_eq(drawn_use_init(&other, &config, 8, BENCH_DAY, 20), FK_OK);
    for (uint32_t i = 0; i < 100; i++) {
        uint32_t of_day = drawn_use_of_day(&use, i, BENCH_DAY + 3);
        ck_assert_uint_eq(of_day, drawn_use_of_day(&same, i, BENCH_DAY + 3));
        differ += of_day != drawn_use_of_day(&use, i + 1, BENCH_DAY + 3);
        differ_by_seed += of_day != drawn_use_of_day(&other, i, BENCH_DAY + 3);
    }
    ck_assert_uint_gt(differ, 90);
    ck_assert_uint_gt(differ_by_seed, 90);
    drawn_use_fini(&same);
    drawn_use_fini(&other);
}
END_TEST

/* A row is what its customers use one by one: on days whose yesterday is drawn with them and on
 * others, before the first day and behind the last. */
START_TEST(rows_are_the_same)
{
    uint32_t of_day[DRAWN_USE_ROW], means[DRAWN_USE_ROW];
    uint8_t kinds[DRAWN_USE_ROW];
    unsigned seen[USE_KINDS] = {0};
    for (int32_t day = BENCH_DAY - 2; day < BENCH_DAY + 6; day++) {
        drawn_use_row(&use, 5, DRAWN_USE_ROW, day, of_day);
        for (uint32_t i = 0; i < DRAWN_USE_ROW; i++)
            ck_assert_uint_eq(of_day[i], drawn_use_of_day(&use, 5 + i, day));
    }
    drawn_use_row(&use, 9, 1, BENCH_DAY + YEAR, of_day);
    ck_assert_uint_eq(of_day[0], drawn_use_of_day(&use, 9, BENCH_DAY + YEAR));
    for (uint32_t first = 0; first < PEOPLE; first += DRAWN_USE_ROW) {
        drawn_use_means(&use, first, DRAWN_USE_ROW, kinds, means);
        for (uint32_t i = 0; i < DRAWN_USE_ROW; i++) {
            ck_assert_uint_eq(kinds[i], drawn_use_kind(&use, first + i));
            ck_assert_uint_eq(means[i], drawn_use_mean(&use, first + i));
            seen[kinds[i]]++;
        }
    }
    ck_assert(seen[USE_RESIDENT] && seen[USE_OTHER] && seen[USE_HIGH_VOLTAGE]);
}
END_TEST

/* A meter that passes a day at once stands where one does that was looked at: only one that is
 * plain, and at 00:00. */
START_TEST(days_pass_at_once)
{
    struct meter_cell once, often;
    uint32_t of_day = drawn_use_of_day(&use, 3, BENCH_DAY);
    uint64_t parts;
    drawn_use_whole(&use, &of_day, 1, &parts);
    meter_cell_init(&once, BENCH_MIDNIGHT);
    ck_assert(!meter_cell_pass_day(&once, BENCH_DAY, parts)); /* its freeze is not made */
    meter_cell_advance(&once, 0, BENCH_MIDNIGHT);
    often = once;
    ck_assert(!meter_cell_pass_day(&once, BENCH_DAY - 1, parts));
    once.clock_error_min = 1;
    ck_assert(!meter_cell_pass_day(&once, BENCH_DAY, parts));
    once.clock_error_min = 0;
    once.site = SITE_STUCK;
    ck_assert(!meter_cell_pass_day(&once, BENCH_DAY, parts));
    once.site = 0;
    ck_assert(meter_cell_pass_day(&once, BENCH_DAY, parts));
    ck_assert_uint_eq(parts, drawn_use_parts(&use, 3, BENCH_DAY));
    drawn_use_advance(&use, 3, &often, NULL, NULL, BENCH_MIDNIGHT + MS_DAY - 1);
    drawn_use_advance(&use, 3, &often, NULL, NULL, BENCH_MIDNIGHT + MS_DAY);
    meter_cell_advance(&once, 1, BENCH_MIDNIGHT + MS_DAY); /* the freeze that is due */
    ck_assert_mem_eq(&once, &often, sizeof once);
    ck_assert_int_eq(meter_cell_command(&once, 0, RELAY_TRIP, MS_NEVER, BENCH_MIDNIGHT + MS_DAY),
                     RESULT_OK);
    ck_assert(!meter_cell_pass_day(&once, BENCH_DAY + 1, parts));
}
END_TEST

/* However much is drawn, a cell holds it. */
START_TEST(nobody_uses_more_than_a_meter_holds)
{
    struct use_config config = plain_config();
    struct meter_cell cell;
    config.high = PART;
    config.habits[USE_HIGH_VOLTAGE].mean = DRAWN_USE_MOST;
    start_with(&config);
    uint32_t most = 0;
    for (uint32_t who = 0; who < 20; who++) {
        uint32_t of_day = drawn_use_of_day(&use, who, BENCH_DAY);
        most = of_day > most ? of_day : most;
        meter_cell_init(&cell, BENCH_MIDNIGHT);
        drawn_use_advance(&use, who, &cell, NULL, NULL, BENCH_MIDNIGHT + 2 * MS_DAY);
        uint32_t first, second;
        ck_assert_int_eq(meter_cell_freeze(&cell, BENCH_DAY + 1, &first), FK_OK);
        ck_assert_int_eq(meter_cell_freeze(&cell, BENCH_DAY + 2, &second), FK_OK);
        ck_assert_uint_le(second - first, METER_CELL_STEP_MAX);
    }
    ck_assert_uint_eq(most, DRAWN_USE_MOST);
}
END_TEST

static Suite *drawn_use_suite(void)
{
    Suite *suite = suite_create("drawn_use");
    TCase *tcase = tcase_create("use");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, kinds_and_levels);
    tcase_add_test(tcase, days_differ_and_hang_together);
    tcase_add_test(tcase, calendar_makes_the_rest);
    tcase_add_test(tcase, meters_count_what_is_drawn);
    tcase_add_test(tcase, peak_registers_count_it_too);
    tcase_add_test(tcase, rows_are_the_same);
    tcase_add_test(tcase, days_pass_at_once);
    tcase_add_test(tcase, use_between_moments);
    tcase_add_test(tcase, use_is_that_of_seed_customer_and_day);
    tcase_add_test(tcase, nobody_uses_more_than_a_meter_holds);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(drawn_use_suite)
