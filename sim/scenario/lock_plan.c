#include "sim/scenario/lock_plan.h"

#include "models/house/calendar.h"
#include "sim/scenario/population.h"

bool lock_plan_means(const struct sim_scenario *scenario, const struct scenario_lock *lock,
                     const struct areas *areas, uint32_t customer, uint32_t *n)
{
    uint32_t area = areas_of(areas, customer);
    if ((lock->area > 0 && area != lock->area - 1) ||
        (lock->line > 0 && area / scenario->concentrators_per_line != lock->line - 1) ||
        !population_is_target(scenario, &lock->target, customer))
        return false;
    uint32_t before = (*n)++;
    return before >= lock->target.skip &&
           (lock->target.first == 0 || before - lock->target.skip < lock->target.first);
}

static int visit_customers(const struct sim_scenario *s, const struct scenario_lock *lock,
                           int (*visit)(void *context, const struct planned_lock *lock),
                           void *context)
{
    struct planned_lock one = {lock->kind, LOCK_CUSTOMER, 0, lock->from, lock->to};
    struct areas areas;
    uint32_t n = 0;
    int err = population_areas(s, &areas);
    for (one.id = 0; err == FK_OK && one.id < scenario_customers(s); one.id++)
        if (lock_plan_means(s, lock, &areas, one.id, &n))
            err = visit(context, &one);
    areas_fini(&areas);
    return err;
}

static int visit_lock(const struct sim_scenario *s, const struct scenario_lock *lock,
                      int (*visit)(void *context, const struct planned_lock *lock), void *context)
{
    struct planned_lock whole = {lock->kind, LOCK_EVERYBODY, 0, lock->from, lock->to};
    if (!population_means_all(&lock->target))
        return visit_customers(s, lock, visit, context);
    if (lock->area > 0) {
        whole.scope = LOCK_AREA;
        whole.id = lock->area - 1;
    } else if (lock->line > 0) {
        whole.scope = LOCK_LINE;
        whole.id = lock->line - 1;
    }
    return visit(context, &whole);
}

bool lock_plan_is_closed(const struct fee_policy *policy, int32_t day)
{
    switch ((enum fee_no_cut_days)policy->no_cut_days) {
    case FEE_NOT_DAYS_OFF:
        return calendar_is_day_off(day);
    case FEE_NOT_EVES:
        return calendar_is_day_off(day) || calendar_is_day_off(day + 1);
    case FEE_WORKING_DAYS:
        return !calendar_is_working(day);
    default:
        return false;
    }
}

/* Stretches of closed days, each as one lock. */
static int visit_calendar(const struct sim_scenario *s,
                          int (*visit)(void *context, const struct planned_lock *lock),
                          void *context)
{
    int32_t first = clock_day_number(s->start), end = first + (int32_t)s->days;
    int err = FK_OK;
    for (int32_t day = first; day < end && err == FK_OK; day++) {
        struct planned_lock stretch = {HOLD_PERIOD, LOCK_EVERYBODY, 0, clock_day_at(day), 0};
        while (day < end && lock_plan_is_closed(&s->policy, day))
            day++;
        stretch.to = clock_day_at(day);
        if (stretch.to > stretch.from)
            err = visit(context, &stretch);
    }
    return err;
}

int lock_plan_each(const struct sim_scenario *s,
                   int (*visit)(void *context, const struct planned_lock *lock), void *context)
{
    int err = FK_OK;
    for (uint32_t i = 0; i < s->lock_count && err == FK_OK; i++)
        err = visit_lock(s, &s->locks[i], visit, context);
    return err == FK_OK ? visit_calendar(s, visit, context) : err;
}
