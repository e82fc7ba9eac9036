/* public holidays of 2024 to 2026 and the working days around them, day by day. */
#include "models/house/calendar.h"
#include "tests/unit/fk_check.h"

static int32_t day_of(int year, int month, int day)
{
    return clock_day_number(clock_from_civil(year, month, day, 12, 0, 0));
}

/* {date, day off, working} */
static const struct {
    int year, month, day;
    bool is_off, is_working;
} days[] = {{2024, 1, 1, true, false},   {2024, 2, 9, false, true}, /* encouraged, not a day off */
            {2024, 2, 10, true, false},  {2024, 2, 17, true, false},
            {2024, 2, 18, false, true}, /* a Sunday that is worked */
            {2024, 6, 8, true, false},   {2024, 6, 10, true, false},
            {2024, 6, 11, false, true},  {2025, 1, 27, false, true},
            {2025, 1, 28, true, false},  {2025, 2, 4, true, false},
            {2025, 2, 5, false, true},   {2025, 2, 8, false, true}, /* a Saturday that is worked */
            {2025, 2, 9, false, false},  {2025, 5, 31, true, false},
            {2025, 6, 2, true, false},   {2025, 10, 8, true, false},
            {2025, 10, 9, false, true},  {2026, 2, 14, false, true},
            {2026, 2, 15, true, false},  {2026, 2, 23, true, false},
            {2026, 2, 24, false, true},  {2026, 2, 28, false, true},
            {2026, 3, 1, false, false},  {2026, 3, 2, false, true},
            {2026, 6, 19, true, false},  {2026, 9, 20, false, true},
            {2026, 9, 25, true, false},  {2026, 10, 10, false, true},
            {2026, 10, 11, false, false}};

START_TEST(day_is_off_or_worked)
{
    int32_t day = day_of(days[_i].year, days[_i].month, days[_i].day);
    ck_assert_int_eq(calendar_is_day_off(day), days[_i].is_off);
    ck_assert_int_eq(calendar_is_working(day), days[_i].is_working);
}
END_TEST

/* P-CON-10: of each year's holidays those of the Spring Festival alone. */
START_TEST(spring_festival)
{
    int found = 0;
    for (int32_t day = day_of(2024, 1, 1); day <= day_of(2026, 12, 31); day++)
        found += calendar_is_spring_festival(day);
    ck_assert_int_eq(found, 8 + 8 + 9);
    ck_assert(calendar_is_spring_festival(day_of(2025, 1, 28)));
    ck_assert(calendar_is_spring_festival(day_of(2026, 2, 23)));
    ck_assert(!calendar_is_spring_festival(day_of(2026, 2, 24)));
    ck_assert(!calendar_is_spring_festival(day_of(2026, 1, 3)));
}
END_TEST

/* 2024: 1 + 8 + 3 + 5 + 3 + 3 + 7 days off, 19 of them Monday to Friday, and 8 weekend days that
 * are worked: 262 - 19 + 8 working days. 2025: 1 + 8 + 3 + 5 + 3 + 8; 261 - 18 + 5. 2026: 3 + 9 + 3
 * + 5 + 3 + 3 + 7; 261 - 19 + 6. */
static const struct {
    int year, off, working;
} years[] = {{2024, 30, 251}, {2025, 28, 248}, {2026, 33, 248}};

START_TEST(days_of_a_year)
{
    int off = 0, working = 0;
    for (int32_t day = day_of(years[_i].year, 1, 1); day <= day_of(years[_i].year, 12, 31); day++) {
        ck_assert(calendar_is_known(day));
        off += calendar_is_day_off(day);
        working += calendar_is_working(day);
    }
    ck_assert_int_eq(off, years[_i].off);
    ck_assert_int_eq(working, years[_i].working);
}
END_TEST

START_TEST(other_years_are_not_known)
{
    ck_assert(!calendar_is_known(day_of(2023, 12, 31)));
    ck_assert(!calendar_is_known(day_of(2027, 1, 1)));
    ck_assert(calendar_is_working(day_of(2027, 1, 1))); /* a Friday: the weekday is all there is */
    ck_assert(!calendar_is_working(day_of(2027, 1, 2)));
}
END_TEST

/* P-CUT-09, three days off behind Friday 3 April 2026: {days, day of April} */
static const struct {
    unsigned days;
    int day;
} after[] = {{0, 3}, {1, 7}, {2, 8}, {5, 13}};

START_TEST(after_working_days)
{
    ms_t at = clock_day_at(day_of(2026, 4, 3)) + 9 * MS_HOUR;
    ck_assert_int_eq(calendar_after_working_days(at, after[_i].days),
                     clock_day_at(day_of(2026, 4, after[_i].day)) + 9 * MS_HOUR);
}
END_TEST

static Suite *calendar_suite(void)
{
    Suite *suite = suite_create("calendar");
    TCase *tcase = tcase_create("days");
    tcase_add_loop_test(tcase, day_is_off_or_worked, 0, (int)(sizeof days / sizeof days[0]));
    tcase_add_loop_test(tcase, days_of_a_year, 0, 3);
    tcase_add_test(tcase, spring_festival);
    tcase_add_loop_test(tcase, after_working_days, 0, 4);
    tcase_add_test(tcase, other_years_are_not_known);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(calendar_suite)
