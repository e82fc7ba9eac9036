/* base/clock.h - time in the model: milliseconds since the Unix epoch, shown in China Standard
 * Time (UTC+8, no daylight saving). Pure, reentrant. Only sim/ converts to SimGrid's clock. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H
#include <stdbool.h>
#include <stdint.h>

typedef int64_t ms_t; /* a moment or a duration, in milliseconds */

#define MS_SECOND INT64_C(1000)
#define MS_MINUTE (60 * MS_SECOND)
#define MS_HOUR   (60 * MS_MINUTE)
#define MS_DAY    (24 * MS_HOUR)
#define MS_CST    (8 * MS_HOUR) /* China Standard Time is ahead of UTC by this */
#define MS_NEVER  INT64_C(0x7fffffffffffffff)

/* Civil date and time in China Standard Time. */
struct clock_civil {
    int year, month, day; /* month 1..12, day 1..31 */
    int hour, minute, second, ms;
    int weekday; /* 0 Sunday .. 6 Saturday, as WW of DL/T 645 */
};
struct clock_civil clock_to_civil(ms_t at);
/* Moment of a civil time in CST; fields are not checked, weekday is ignored. */
ms_t clock_from_civil(int year, int month, int day, int hour, int minute, int second);
/* Days of a month, 28..31; 0 if the month is not 1..12. */
int clock_month_days(int year, int month);
/* 00:00:00 CST of the day that holds `at`. */
ms_t clock_day_start(ms_t at);
/* Number of the CST day that holds `at`: days since 1970-01-01. `at` not before that day; until the
 * year 5,881,580 the number fits. */
static inline int32_t clock_day_number(ms_t at)
{
    return (int32_t)((at + MS_CST) / MS_DAY);
}
/* 00:00:00 CST of a day number. */
static inline ms_t clock_day_at(int32_t day)
{
    return day * MS_DAY - MS_CST;
}
/* Milliseconds since 00:00:00 CST, 0 .. MS_DAY-1. */
ms_t clock_time_of_day(ms_t at);
/* Writes "2026-03-02 08:30:05.123" and a NUL (24 bytes). */
void clock_format(ms_t at, char out[24]);

/* Daily window [from, to) in ms since 00:00. */
struct clock_window {
    ms_t from, to;
};

/* True if the time of day of `at` lies in the window [from, to). */
bool clock_window_holds(const struct clock_window *window, ms_t at);
/* First moment >= `at` that lies in the window. */
ms_t clock_window_next(const struct clock_window *window, ms_t at);
/* First moment > `at` with this time of day. */
ms_t clock_next_time_of_day(ms_t time_of_day, ms_t at);
/* Same time of day on the `days`-th working day after the day of `at`. Working days are Monday to
 * Friday; holidays are not known. */
ms_t clock_working_days_later(ms_t at, unsigned days);
/* True on Monday to Friday. */
bool clock_is_working_day(ms_t at);
#endif
