/* The calculation, from a push of registers to the judgement of everybody. */
#include "base/grow.h"
#include "models/feecontrol/exceptions.h"
#include "models/feecontrol/fee_parts.h"
#include <stdlib.h>

void fee_run_close(struct fee_run *run)
{
    free(run->room);
    *run = (struct fee_run){0};
}

/* Whether a register of `day` tells something new: after what was computed with, or in place of it,
 * and after what the other run of the day has taken over already. */
static bool is_new(const struct fee_customer *c, const struct fee_run *other, uint32_t customer,
                   int32_t day, uint32_t value)
{
    if (day < c->reading_day ||
        (day == c->reading_day && c->flags & FEE_COMPUTED && value == c->reading))
        return false;
    return !other->is_open || other->ages[customer] == FEE_NO_REGISTER ||
           other->until - other->ages[customer] < day;
}

/* who cannot be computed, nor begin by such a register (T1). When that is over the newest
 * register charges all days. Returns how many had a new one. */
static int64_t leave_flawed(struct feecontrol *fee, struct fee_run *run)
{
    int64_t taken = 0;
    for (uint32_t i = 0; i < fee->flaws.count; i++) {
        const struct flaw *flaw = slots_at(&fee->flaws, i);
        if (!flaw)
            continue;
        taken += run->ages[flaw->id] != FEE_NO_REGISTER;
        run->ages[flaw->id] = FEE_NO_REGISTER;
    }
    return taken;
}

/* Why, whatever else he waits for. */
static void tell_flaws(struct feecontrol *fee)
{
    for (uint32_t i = 0; i < fee->flaws.count; i++) {
        const struct flaw *flaw = slots_at(&fee->flaws, i);
        if (flaw)
            fee->customers[flaw->id].cause = (uint8_t)flaw_cause(flaw);
    }
}

/* The run begins: takes over the newest registers that were pushed and not computed with before
 * . Postings are computed with those of the last run until this one is judged. */
static int begin(struct feecontrol *fee, const struct fee_run *pushed, unsigned place)
{
    struct fee_run *run = &fee->runs[place];
    uint32_t fresh = 0;
    *run = *pushed;
    int err = fee->registers(fee->register_context, run->file, run->until, run);
    if (err != FK_OK)
        return err;
    const struct fee_run other = fee->runs[!place]; /* a copy: the loop writes bytes */
    const struct fee_customer *customers = fee->customers;
    uint32_t count = fee->count;
    int32_t until = run->until;
    uint8_t *ages = run->ages;
    const uint32_t *values = run->values;
    for (uint32_t i = 0; i < count; i++) {
        if (ages[i] == FEE_NO_REGISTER)
            continue;
        if (is_new(&customers[i], &other, i, until - ages[i], values[i]))
            fresh++;
        else
            ages[i] = FEE_NO_REGISTER;
    }
    int64_t flawed = leave_flawed(fee, run), taken = fee_enrol_begin(fee, run);
    if (taken < 0)
        return (int)taken;
    tell_flaws(fee);
    taken += flawed + fee_select(fee, run);
    struct message message = {.type = MSG_CALCULATE,
                              .kind = run->number,
                              .id = (uint32_t)run->day,
                              .value = fresh - taken};
    party_send(fee->port, PARTY_CALCULATION, message);
    return FK_OK;
}

/* The later runs of a day follow each other in one place: of two pushes that wait there, the newer
 * one has all that the older one has. */
static unsigned place_of(unsigned number)
{
    return number > 0;
}

static bool is_before(const struct fee_run *a, const struct fee_run *b)
{
    return a->day < b->day || (a->day == b->day && a->number < b->number);
}

/* I3. A push that finds a run in its place, of an earlier day or hour, waits for its end. */
int fee_run_push(struct feecontrol *fee, const struct message *push)
{
    unsigned place = place_of(push->kind);
    struct fee_run *next = &fee->next[place];
    struct fee_run pushed = {.is_open = true,
                             .number = push->kind,
                             .day = (int32_t)push->id,
                             .until = (int32_t)push->id - fee->config.policies->reading_lag_days,
                             .file = push->ref};
    int err = FK_OK;
    if (!fee->runs[place].is_open)
        return begin(fee, &pushed, place);
    if (next->is_open && is_before(&pushed, next))
        return fee->registers(fee->register_context, pushed.file, pushed.until, NULL);
    if (next->is_open)
        err = fee->registers(fee->register_context, next->file, next->until, NULL);
    *next = pushed;
    return err;
}

int fee_run_calculated(struct feecontrol *fee, const struct message *message, ms_t now)
{
    ms_t usable = clock_day_start(now) + fee->results_at;
    unsigned place = place_of(message->kind);
    const struct fee_run *run = &fee->runs[place];
    if (!run->is_open || run->day != (int32_t)message->id || run->number != message->kind)
        return FK_OK; /* none that is under way */
    if (now < usable)
        return timers_set(&fee->timers, usable, TIMER_JUDGE, place);
    return fee_run_judge(fee, place, now);
}

/* T2: a calculation changes nothing for somebody without debt whose money is above every amount.
 * Nearly everybody, every day: a step would cost more than the rest of the calculation. */
static bool is_at_ease(const struct fee_policy *policy, const struct fee_customer *c)
{
    return c->state == FEE_NORMAL && !fee_is_reminder(policy, c->available) &&
           !fee_is_warning(policy, c->available);
}

/* A use of more than the limit: also of what he uses by his file, for each day that it took? */
static bool is_jump(const struct feecontrol *fee, const struct fee_customer *c, uint32_t customer,
                    uint32_t value, int32_t day)
{
    const struct feecontrol_config *config = &fee->config;
    kwh100_t limit = fee_mean_use(fee, customer) * config->jump_factor;
    kwh100_t days = day > c->reading_day ? day - c->reading_day : 1;
    if (limit < config->jump_above)
        limit = config->jump_above;
    return (kwh100_t)value - c->reading > limit * days;
}

/* R-70, P-CAL-10: why nothing can be computed with a register. One that replaces another of the
 * same day may be lower; below the last settlement there is nothing to charge. */
__attribute__((noinline)) static enum calc_cause
look_closer(const struct feecontrol *fee, uint32_t customer, uint32_t value, int32_t day)
{
    const struct fee_customer *c = &fee->customers[customer];
    bool may_fall = !fee->config.plans && (fee->config.takes_all || day == c->reading_day);
    if (value < c->reading)
        return may_fall && value >= c->settled ? CAUSE_NONE : CAUSE_REGISTER_BACKWARDS;
    return is_jump(fee, c, customer, value, day) ? CAUSE_REGISTER_JUMP : CAUSE_NONE;
}

/* What nobody's register may do without a closer look: more than this, 0.01 kWh. As one that goes
 * backwards is more by nearly 2^32, the same comparison finds it. */
static uint32_t jump_of(const struct feecontrol_config *config)
{
    bool is_limited = !config->takes_all && config->jump_above > 0;
    return is_limited && config->jump_above < INT32_MAX ? (uint32_t)config->jump_above : INT32_MAX;
}

/* The mass brake waits for the number of cuts that a calculation would make: they are decided at
 * its end. */
static bool is_cut_to_come(const struct fee_policy *policy, const struct fee_customer *c)
{
    bool is_ready = c->state == FEE_WARNED || !policy->warn_before_cut ||
                    (c->state == FEE_CLOSE_ALLOWED && c->flags & FEE_KEY_WARNED);
    return policy->mass_brake > 0 && !policy->is_dunning_manual && fee_is_quiet(c->state) &&
           is_ready && fee_is_cut(policy, c->available);
}

static int defer(struct feecontrol *fee, uint32_t customer, int32_t day)
{
    struct fee_failures *policy = &fee->failures[fee_policy_of(fee, customer)->office];
    int err = grow_for_one(&fee->deferred, sizeof *fee->deferred, fee->deferred_count,
                           &fee->deferred_capacity);
    if (err != FK_OK)
        return err;
    fee->deferred[fee->deferred_count++] = customer;
    if (policy->cuts_day != day)
        policy->cuts = 0;
    policy->cuts_day = day;
    policy->cuts++;
    return FK_OK;
}

/* More than the day's planned maximum are held for a person. */
static int decide_deferred(struct feecontrol *fee, ms_t now)
{
    int err = FK_OK;
    for (uint32_t i = 0; i < fee->deferred_count && err == FK_OK; i++) {
        uint32_t customer = fee->deferred[i];
        struct fee_event event = {.kind = FEE_EV_CALCULATED};
        const struct fee_policy *policy = fee_policy_of(fee, customer);
        if (fee->failures[policy->office].cuts > policy->mass_brake)
            event.lock = HOLD_BRAKE;
        err = fee_step(fee, customer, event, now);
    }
    fee->deferred_count = 0;
    return err;
}

/* Somebody to whom the calculation may mean something. */
__attribute__((noinline)) static int decide(struct feecontrol *fee, uint32_t customer,
                                            const struct fee_policy *policy, int32_t day, ms_t now)
{
    if (is_cut_to_come(policy, &fee->customers[customer]))
        return defer(fee, customer, day);
    return fee_step(fee, customer, (struct fee_event){.kind = FEE_EV_CALCULATED}, now);
}

/* Judges a customer by the register that the run has of him; `prices` NULL: by his plan. */
static inline int judge(struct feecontrol *fee, const struct fee_run *run, uint32_t customer,
                        const struct fee_policy *policy, const price_t *prices, unsigned tariff,
                        uint32_t jump, ms_t now)
{
    struct fee_customer *c = &fee->customers[customer];
    int32_t day = run->until - run->ages[customer];
    uint32_t value = run->values[customer];
    if (value - c->reading > jump) {
        enum calc_cause cause = look_closer(fee, customer, value, day);
        if (cause != CAUSE_NONE) { /* nothing can be computed with it */
            c->cause = (uint8_t)cause;
            fee->rejected++;
            return FK_OK;
        }
    }
    uint32_t before = c->reading;
    c->reading = value;
    c->reading_day = (uint16_t)day;
    int err =
        prices ? fee_compute(c, prices[tariff]) : fee_take_plan(fee, run, customer, before, now);
    c->flags |= FEE_COMPUTED | FEE_RESULT;
    fee->calculated++;
    if (err == FK_OK && !is_at_ease(policy, c))
        err = decide(fee, customer, policy, run->day, now);
    if (fee->is_noting_all) {
        struct party_note note = {.type = EVENT_CALC,
                                  .state = c->state,
                                  .customer = customer,
                                  .id = (uint32_t)c->reading_day,
                                  .value = c->available};
        party_note(fee->port, note, now);
    }
    return err;
}

/* Results are counted once a day, after its last run. */
int fee_run_judge(struct feecontrol *fee, unsigned place, ms_t now)
{
    /* Copies: the loop writes bytes, which might be any of this. */
    const struct fee_run run = fee->runs[place];
    const struct feecontrol_config config = fee->config;
    const struct segments segments = *config.segments;
    const price_t *prices = config.plans ? NULL : config.prices;
    uint32_t jump = jump_of(&config);
    struct fee_customer *customers = fee->customers;
    bool counts = run.number == fee->last_run && fee->counted_day < run.day;
    int err = FK_OK;
    if (run.number == 0)
        fee->first_run_end = now;
    if (counts)
        fee->counted_day = run.day;
    for (uint32_t i = 0; i < config.customers && err == FK_OK; i++) {
        struct fee_customer *c = &customers[i];
        const struct segment *his = segment_of(&segments, i);
        if (c->state == FEE_NOT_ENROLLED)
            continue;
        if (run.ages[i] != FEE_NO_REGISTER)
            err =
                judge(fee, &run, i, &config.policies[his->policy], prices, his->tariff, jump, now);
        if (counts)
            exceptions_day(fee->port, &config.policies[his->policy], i, c, CAUSE_MISSING_REGISTER);
    }
    if (err == FK_OK)
        err = decide_deferred(fee, now);
    if (err == FK_OK && counts && config.extrapolates)
        err = fee_extrapolate(fee, run.until, now);
    fee_run_close(&fee->runs[place]);
    struct fee_run next = fee->next[place];
    fee->next[place].is_open = false;
    return err == FK_OK && next.is_open ? begin(fee, &next, place) : err;
}

void fee_runs_count_left_day(struct feecontrol *fee)
{
    int32_t day = clock_day_number(fee->next_count);
    fee->next_count += MS_DAY;
    if (fee->counted_day == day)
        return;
    fee->counted_day = day;
    for (uint32_t i = 0; i < fee->count; i++)
        if (fee->customers[i].state != FEE_NOT_ENROLLED)
            exceptions_day(fee->port, fee_policy_of(fee, i), i, &fee->customers[i],
                           CAUSE_NOT_IN_RUN);
}
