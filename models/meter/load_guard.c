#include "models/meter/load_guard.h"

void load_guard_init(struct load_guard *guard, ms_t now)
{
    *guard = (struct load_guard){.id = guard->id,
                                 .day = clock_day_number(now),
                                 .by = WALLET_BY_ITSELF,
                                 .due = MS_NEVER,
                                 .look_at = MS_NEVER};
}

void load_guard_feel(struct load_guard *guard, const struct load_terms *terms, uint32_t per_day,
                     ms_t now)
{
    bool is_over = load_is_over(per_day, terms->limit);
    if (guard->is_open || is_over == guard->is_over)
        return; /* an open one waits for its closing, whatever flows around it */
    guard->is_over = is_over;
    guard->due = is_over ? now + terms->delay : MS_NEVER;
}

static void count_anew(struct load_guard *guard, const struct load_terms *terms, ms_t now)
{
    if (!terms->is_anew_by_hand && clock_day_number(now) != guard->day)
        guard->recloses = 0;
    guard->day = clock_day_number(now);
}

static enum load_step trip(struct load_guard *guard, const struct load_terms *terms, ms_t now)
{
    count_anew(guard, terms, now);
    guard->is_open = true;
    guard->is_over = false;
    guard->by = WALLET_BY_ITSELF;
    if (guard->recloses < terms->recloses_most)
        guard->due = now + terms->reclose_after;
    else
        guard->due = terms->is_anew_by_hand ? MS_NEVER : clock_day_start(now) + MS_DAY;
    return LOAD_TRIPS;
}

static enum load_step close_again(struct load_guard *guard, const struct load_terms *terms,
                                  ms_t now)
{
    /* what ended its count closes it as that begins anew, and is not counted */
    bool is_counted = guard->recloses < terms->recloses_most;
    count_anew(guard, terms, now);
    if (guard->by != WALLET_BY_ITSELF)
        guard->recloses = 0;
    else if (is_counted)
        guard->recloses++;
    guard->is_open = false;
    guard->due = MS_NEVER;
    return LOAD_CLOSES;
}

enum load_step load_guard_step(struct load_guard *guard, const struct load_terms *terms,
                               bool has_voltage, ms_t now)
{
    if (guard->due > now)
        return LOAD_STAYS;
    if (!guard->is_open)
        return trip(guard, terms, now);
    return has_voltage ? close_again(guard, terms, now) : LOAD_STAYS;
}

bool load_guard_release(struct load_guard *guard, enum wallet_source by, ms_t now)
{
    if (!guard->is_open)
        return false;
    guard->by = (uint8_t)by;
    guard->due = now;
    return true;
}
