#include "base/clock.h"

#include <stdio.h>

/* Days since 1970-01-01 of a proleptic Gregorian date: counts in years that start in March, so that
 * the leap day is the last day of its year. */
static int64_t days_from_civil(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    int64_t q = a / b;
    return a % b < 0 ? q - 1 : q;
}

ms_t clock_day_start(ms_t at)
{
    return floor_div(at + MS_CST, MS_DAY) * MS_DAY - MS_CST;
}

ms_t clock_time_of_day(ms_t at)
{
    return at - clock_day_start(at);
}

ms_t clock_from_civil(int year, int month, int day, int hour, int minute, int second)
{
    return days_from_civil(year, month, day) * MS_DAY + hour * MS_HOUR + minute * MS_MINUTE +
           second * MS_SECOND - MS_CST;
}

struct clock_civil clock_to_civil(ms_t at)
{
    int64_t days = floor_div(at + MS_CST, MS_DAY);
    ms_t rest = at + MS_CST - days * MS_DAY;
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t march = (5 * day_of_year + 2) / 153;
    struct clock_civil c;
    c.day = (int)(day_of_year - (153 * march + 2) / 5 + 1);
    c.month = (int)(march < 10 ? march + 3 : march - 9);
    c.year = (int)(year_of_era + era * 400 + (c.month <= 2));
    c.hour = (int)(rest / MS_HOUR);
    c.minute = (int)(rest / MS_MINUTE % 60);
    c.second = (int)(rest / MS_SECOND % 60);
    c.ms = (int)(rest % 1000);
    c.weekday = (int)(((days + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
    return c;
}

int clock_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
        return 29;
    return days[month - 1];
}

void clock_format(ms_t at, char out[24])
{
    struct clock_civil c = clock_to_civil(at);
    char text[64]; /* room for years that no one will see, so that nothing is cut silently */
    snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d.%03d", c.year, c.month, c.day,
             c.hour, c.minute, c.second, c.ms);
    snprintf(out, 24, "%.23s", text);
}

bool clock_window_holds(const struct clock_window *window, ms_t at)
{
    ms_t time = clock_time_of_day(at);
    return time >= window->from && time < window->to;
}

ms_t clock_window_next(const struct clock_window *window, ms_t at)
{
    if (clock_window_holds(window, at))
        return at;
    ms_t opening = clock_day_start(at) + window->from;
    return opening >= at ? opening : opening + MS_DAY;
}

ms_t clock_next_time_of_day(ms_t time_of_day, ms_t at)
{
    ms_t today = clock_day_start(at) + time_of_day;
    return today > at ? today : today + MS_DAY;
}

bool clock_is_working_day(ms_t at)
{
    int weekday = clock_to_civil(at).weekday;
    return weekday >= 1 && weekday <= 5;
}

ms_t clock_working_days_later(ms_t at, unsigned days)
{
    while (days > 0) {
        at += MS_DAY;
        if (clock_is_working_day(at))
            days--;
    }
    return at;
}
