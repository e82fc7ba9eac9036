#include "models/marketing/posting_rules.h"

#include "models/house/calendar.h"

/* First moment >= `at` in working hours. */
static ms_t working(const struct clock_window *hours, ms_t at)
{
    ms_t next = clock_window_next(hours, at);
    while (!calendar_is_working(clock_day_number(next)))
        next = clock_day_start(next) + MS_DAY + hours->from;
    return next;
}

static bool is_night(const struct posting_rules *rules, ms_t at)
{
    ms_t time = clock_time_of_day(at);
    bool is_over = time >= rules->night_from, is_before = time < rules->night_to;
    return rules->night_from < rules->night_to
               ? is_over && is_before
               : rules->night_from > rules->night_to && (is_over || is_before);
}

ms_t posting_time(const struct posting_rules *rules, unsigned channel, uint64_t seed,
                  uint32_t customer, uint64_t counter, ms_t now)
{
    const struct chance_dist *own = &rules->delays[channel];
    bool is_in_hours = rules->in_hours >> channel & 1;
    ms_t delay = chance_duration(own->count > 0 ? own : &rules->usual, seed, CHANCE_POSTING,
                                 customer, counter);
    ms_t at = (is_in_hours ? working(&rules->hours, now) : now) + delay;
    if (is_in_hours)
        at = working(&rules->hours, at);
    if (rules->at_night >> channel & 1 && is_night(rules, at))
        at = clock_next_time_of_day(rules->night_to, at);
    return at;
}
