/* models/house/calendar.h - which days people work: Monday to Friday, less the public holidays and
 * with the weekend days that are worked for them, as the State Council announced them for 2024 to
 * 2026. Days are numbers since 1970-01-01 CST (base/clock.h). Read-only, thread-safe. */
#ifndef MODELS_HOUSE_CALENDAR_H
#define MODELS_HOUSE_CALENDAR_H
#include "base/clock.h"
#include <stdbool.h>
#include <stddef.h>

/* First and last day whose holidays are known; of other days the weekday alone is. */
#define CALENDAR_FIRST_YEAR 2024
#define CALENDAR_LAST_YEAR  2026

bool calendar_is_known(int32_t day);
/* True on a day off of a public holiday, weekends in its block included. */
bool calendar_is_day_off(int32_t day);
/* True on those of the Spring Festival. */
bool calendar_is_spring_festival(int32_t day);
/* True on a day on which offices work. */
bool calendar_is_working(int32_t day);
/* The same time of day on the `days`-th working day after that of `at`. */
ms_t calendar_after_working_days(ms_t at, unsigned days);
#endif
