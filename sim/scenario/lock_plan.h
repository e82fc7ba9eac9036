/* sim/scenario/lock_plan.h - the protections and holds of a scenario, one by one: those of its list
 * `locks`, for each customer where they mean some, and the days without cuts of its calendar. Pure;
 * thread-safe. System rules. */
#ifndef SIM_SCENARIO_LOCK_PLAN_H
#define SIM_SCENARIO_LOCK_PLAN_H
#include "models/house/locks.h"
#include "sim/scenario/scenario.h"

struct planned_lock {
    enum hold_reason kind;
    enum lock_scope scope;
    uint32_t id; /* line or area from 0, customer; 0 for everybody */
    ms_t from, to;
};

/* True if the lock of the list holds for the customer, who is on the place of `areas`. `n` is his
 * number among those before, which it also counts; from 0. */
bool lock_plan_means(const struct sim_scenario *scenario, const struct scenario_lock *lock,
                     const struct areas *areas, uint32_t customer, uint32_t *n);
/* Calls visit(context, lock) for each, until it returns a value other than FK_OK. Returns the last
 * value, or FK_E_MEMORY. */
FK_MUST_CHECK int lock_plan_each(const struct sim_scenario *scenario,
                                 int (*visit)(void *context, const struct planned_lock *lock),
                                 void *context);
/* True if nobody may be cut on the day by the calendar. */
bool lock_plan_is_closed(const struct fee_policy *policy, int32_t day);
#endif
