#include "models/house/calendar.h"

/* A stretch of days within one year, both ends included. */
struct stretch {
    int16_t year;
    int8_t from_month, from_day, to_month, to_day;
};

static const struct stretch days_off[] = {
    {2024, 1, 1, 1, 1},   {2024, 2, 10, 2, 17}, {2024, 4, 4, 4, 6},   {2024, 5, 1, 5, 5},
    {2024, 6, 8, 6, 10},  {2024, 9, 15, 9, 17}, {2024, 10, 1, 10, 7}, {2025, 1, 1, 1, 1},
    {2025, 1, 28, 2, 4},  {2025, 4, 4, 4, 6},   {2025, 5, 1, 5, 5},   {2025, 5, 31, 6, 2},
    {2025, 10, 1, 10, 8}, {2026, 1, 1, 1, 3},   {2026, 2, 15, 2, 23}, {2026, 4, 4, 4, 6},
    {2026, 5, 1, 5, 5},   {2026, 6, 19, 6, 21}, {2026, 9, 25, 9, 27}, {2026, 10, 1, 10, 7}};

static const struct stretch worked_weekends[] = {
    {2024, 2, 4, 2, 4},     {2024, 2, 18, 2, 18}, {2024, 4, 7, 4, 7},    {2024, 4, 28, 4, 28},
    {2024, 5, 11, 5, 11},   {2024, 9, 14, 9, 14}, {2024, 9, 29, 9, 29},  {2024, 10, 12, 10, 12},
    {2025, 1, 26, 1, 26},   {2025, 2, 8, 2, 8},   {2025, 4, 27, 4, 27},  {2025, 9, 28, 9, 28},
    {2025, 10, 11, 10, 11}, {2026, 1, 4, 1, 4},   {2026, 2, 14, 2, 14},  {2026, 2, 28, 2, 28},
    {2026, 5, 9, 5, 9},     {2026, 9, 20, 9, 20}, {2026, 10, 10, 10, 10}};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct clock_civil civil_of(int32_t day)
{
    return clock_to_civil(clock_day_at(day));
}

/* Month and day as one number, in order. */
static int in_year(int month, int day)
{
    return month * 100 + day;
}

static bool is_in(const struct stretch *stretches, size_t count, const struct clock_civil *civil)
{
    int at = in_year(civil->month, civil->day);
    for (size_t i = 0; i < count; i++)
        if (stretches[i].year == civil->year &&
            at >= in_year(stretches[i].from_month, stretches[i].from_day) &&
            at <= in_year(stretches[i].to_month, stretches[i].to_day))
            return true;
    return false;
}

bool calendar_is_known(int32_t day)
{
    int year = civil_of(day).year;
    return year >= CALENDAR_FIRST_YEAR && year <= CALENDAR_LAST_YEAR;
}

bool calendar_is_day_off(int32_t day)
{
    struct clock_civil civil = civil_of(day);
    return is_in(days_off, COUNT(days_off), &civil);
}

/* Between New Year's Day, which may have three days, and Tomb Sweeping there is no other. */
bool calendar_is_spring_festival(int32_t day)
{
    struct clock_civil civil = civil_of(day);
    int at = in_year(civil.month, civil.day);
    return at > 103 && at < 400 && is_in(days_off, COUNT(days_off), &civil);
}

bool calendar_is_working(int32_t day)
{
    struct clock_civil civil = civil_of(day);
    if (civil.weekday == 0 || civil.weekday == 6)
        return is_in(worked_weekends, COUNT(worked_weekends), &civil);
    return !is_in(days_off, COUNT(days_off), &civil);
}

ms_t calendar_after_working_days(ms_t at, unsigned days)
{
    while (days > 0) {
        at += MS_DAY;
        days -= calendar_is_working(clock_day_number(at));
    }
    return at;
}
