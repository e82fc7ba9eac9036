/* Calendar in China Standard Time: no daylight saving, leap years, days before 1970. */
#include "base/clock.h"
#include "tests/unit/fk_check.h"

struct civil_row {
    ms_t at;
    const char *text;
    int weekday;
};
static const struct civil_row civil_rows[] = {
    {0, "1970-01-01 08:00:00.000", 4},
    {-MS_CST, "1970-01-01 00:00:00.000", 4},
    {-MS_CST - 1, "1969-12-31 23:59:59.999", 3},
    {INT64_C(951753600000), "2000-02-29 00:00:00.000", 2},
    {INT64_C(951839999999), "2000-02-29 23:59:59.999", 2},
    {INT64_C(951840000000), "2000-03-01 00:00:00.000", 3},
    {INT64_C(1772411405123), "2026-03-02 08:30:05.123", 1},
    {INT64_C(1798732799000), "2026-12-31 23:59:59.000", 4},
    {INT64_C(1798732800000), "2027-01-01 00:00:00.000", 5},
    {INT64_C(4107513599999), "2100-02-28 23:59:59.999", 0}, /* 2100 is no leap year */
    {INT64_C(4107513600000), "2100-03-01 00:00:00.000", 1},
    {INT64_C(-2208988800000), "1900-01-01 08:00:00.000", 1},
};

START_TEST(to_civil)
{
    const struct civil_row *row = &civil_rows[_i];
    char text[24];
    clock_format(row->at, text);
    ck_assert_str_eq(text, row->text);
    ck_assert_int_eq(clock_to_civil(row->at).weekday, row->weekday);
}
END_TEST

/* Every day of 1899..2101: from and to agree, the day after is the next one, weekdays turn. */
START_TEST(every_day)
{
    ms_t at = clock_from_civil(1899, 1, 1, 0, 0, 0);
    int weekday = clock_to_civil(at).weekday;
    ck_assert_int_eq(weekday, 0); /* 1899-01-01 was a Sunday */
    for (int year = 1899; year <= 2101; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= clock_month_days(year, month); day++) {
                struct clock_civil c = clock_to_civil(at);
                ck_assert(c.year == year && c.month == month && c.day == day);
                ck_assert(c.hour == 0 && c.minute == 0 && c.second == 0 && c.ms == 0);
                ck_assert_int_eq(c.weekday, weekday);
                ck_assert_int_eq(clock_from_civil(year, month, day, 0, 0, 0), at);
                weekday = (weekday + 1) % 7;
                at += MS_DAY;
            }
}
END_TEST

START_TEST(no_daylight_saving)
{
    /* China kept daylight saving from 1986 to 1991; metering time has none */
    ms_t before = clock_from_civil(1988, 4, 16, 12, 0, 0);
    ms_t after = clock_from_civil(1988, 4, 18, 12, 0, 0);
    ck_assert_int_eq(after - before, 2 * MS_DAY);
    for (ms_t at = before; at <= after; at += MS_HOUR)
        ck_assert_int_eq(clock_time_of_day(at) % MS_HOUR, 0);
}
END_TEST

START_TEST(day_start)
{
    ms_t midnight = clock_from_civil(2026, 3, 2, 0, 0, 0);
    ck_assert_int_eq(clock_day_start(midnight), midnight);
    ck_assert_int_eq(clock_day_start(midnight + MS_DAY - 1), midnight);
    ck_assert_int_eq(clock_day_start(midnight - 1), midnight - MS_DAY);
    ck_assert_int_eq(clock_time_of_day(midnight), 0);
    ck_assert_int_eq(clock_time_of_day(midnight - 1), MS_DAY - 1);
    ms_t old = clock_from_civil(1960, 5, 5, 0, 0, 0); /* before the epoch */
    ck_assert_int_eq(clock_day_start(old), old);
    ck_assert_int_eq(clock_day_start(old + 1), old);
    ck_assert_int_eq(clock_time_of_day(old - 1), MS_DAY - 1);
}
END_TEST

/* 2026-03-02 is 56 x 365 + 14 leap days + 60 days after 1970-01-01: number 20514. */
START_TEST(day_number)
{
    ms_t midnight = clock_from_civil(2026, 3, 2, 0, 0, 0);
    ck_assert_int_eq(clock_day_number(midnight - 1), 20513);
    ck_assert_int_eq(clock_day_number(midnight), 20514);
    ck_assert_int_eq(clock_day_number(midnight + MS_DAY - 1), 20514);
    ck_assert_int_eq(clock_day_number(-MS_CST), 0);
    ck_assert_int_eq(clock_day_at(20514), midnight);
    ck_assert_int_eq(clock_day_at(0), -MS_CST);
}
END_TEST

START_TEST(month_days)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int month = 1; month <= 12; month++)
        ck_assert_int_eq(clock_month_days(2026, month), days[month - 1]);
    ck_assert_int_eq(clock_month_days(2024, 2), 29);
    ck_assert_int_eq(clock_month_days(2000, 2), 29);
    ck_assert_int_eq(clock_month_days(1900, 2), 28);
    ck_assert_int_eq(clock_month_days(2100, 2), 28);
    ck_assert_int_eq(clock_month_days(2024, 3), 31);
    ck_assert_int_eq(clock_month_days(2026, 0), 0);
    ck_assert_int_eq(clock_month_days(2026, 13), 0);
    ck_assert_int_eq(clock_month_days(2026, -1), 0);
}
END_TEST

START_TEST(from_civil_adds_the_time)
{
    ms_t day = clock_from_civil(2026, 3, 2, 0, 0, 0);
    ck_assert_int_eq(clock_from_civil(2026, 3, 2, 8, 30, 5),
                     day + 8 * MS_HOUR + 30 * MS_MINUTE + 5 * MS_SECOND);
}
END_TEST

static Suite *clock_suite(void)
{
    Suite *suite = suite_create("clock");
    TCase *tc = tcase_create("clock");
    tcase_add_loop_test(tc, to_civil, 0, sizeof civil_rows / sizeof *civil_rows);
    tcase_add_test(tc, every_day);
    tcase_add_test(tc, no_daylight_saving);
    tcase_add_test(tc, day_start);
    tcase_add_test(tc, day_number);
    tcase_add_test(tc, month_days);
    tcase_add_test(tc, from_civil_adds_the_time);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(clock_suite)
