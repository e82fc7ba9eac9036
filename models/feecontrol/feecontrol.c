#include "models/feecontrol/feecontrol.h"

#include "base/large.h"
#include "models/feecontrol/customer.h"
#include "models/feecontrol/exceptions.h"
#include "models/feecontrol/fee_parts.h"
#include "protocol/dlt645/dlt645_status.h"
#include <stdlib.h>

#define FIELD_HOPS (3 * PARTY_HOP) /* from the answer to the switch on site */

static int init_failures(struct feecontrol *fee)
{
    int err = FK_OK;
    fee->failures = calloc(fee->config.policy_count, sizeof *fee->failures);
    if (!fee->failures)
        return FK_E_MEMORY;
    for (uint32_t i = 0; i < fee->config.policy_count && err == FK_OK; i++) {
        const struct fee_policy *policy = &fee->config.policies[i];
        outcomes_init(&fee->failures[i].outcomes, policy->hold_window, policy->hold_orders,
                      policy->hold_percent);
        err = holds_init(&fee->failures[i].held, policy->hold_window);
        if (err == FK_OK)
            err = desks_init(&fee->failures[i].desks, policy, fee->config.seed);
    }
    return err;
}

int feecontrol_init(struct feecontrol *fee, const struct party_port *port,
                    const struct feecontrol_config *config)
{
    *fee = (struct feecontrol){.port = port, .config = *config, .count = config->customers};
    fee->next_strategy = 1;
    fee->counted_day = INT32_MIN;
    fee->next_count = MS_NEVER;
    fee->customers = large_calloc(fee->count, sizeof *fee->customers);
    bool has_accounts = config->plans && !config->is_even;
    if (has_accounts)
        fee->accounts = calloc(fee->count, sizeof *fee->accounts);
    if (config->stale_plans)
        fee->stale = calloc(fee->count, sizeof *fee->stale);
    if (config->plans && config->is_settled)
        fee->counted = calloc(fee->count, sizeof *fee->counted);
    fee->loaded = config->stale_plans ? config->loaded_at : MS_NEVER;
    slots_init(&fee->cases, sizeof(struct fee_case));
    slots_init(&fee->agreements, sizeof(struct fee_agreement));
    slots_init(&fee->flaws, sizeof(struct flaw));
    looks_init(&fee->looks);
    slots_init(&fee->trips, sizeof(struct trip_record));
    fee->locks.places = config->places;
    if (!fee->customers || (has_accounts && !fee->accounts) ||
        (config->plans && config->is_settled && !fee->counted) ||
        (config->stale_plans && !fee->stale) || timers_init(&fee->timers, 16) != FK_OK ||
        init_failures(fee) != FK_OK) {
        feecontrol_fini(fee);
        return FK_E_MEMORY;
    }
    return FK_OK;
}

void feecontrol_fini(struct feecontrol *fee)
{
    free(fee->customers);
    free(fee->accounts);
    free(fee->stale);
    free(fee->counted);
    free(fee->deferred);
    slots_fini(&fee->cases);
    slots_fini(&fee->agreements);
    slots_fini(&fee->flaws);
    fee_run_close(&fee->runs[0]);
    fee_run_close(&fee->runs[1]);
    for (uint32_t i = 0; fee->failures && i < fee->config.policy_count; i++) {
        outcomes_fini(&fee->failures[i].outcomes);
        holds_fini(&fee->failures[i].held);
        desks_fini(&fee->failures[i].desks);
    }
    free(fee->failures);
    looks_fini(&fee->looks);
    slots_fini(&fee->trips);
    locks_fini(&fee->locks);
    timers_fini(&fee->timers);
    fee->customers = NULL;
    fee->failures = NULL;
}

static void answer_field(struct feecontrol *fee, uint32_t customer, uint32_t id, unsigned code,
                         bool is_plan)
{
    struct message may = {.type = MSG_FIELD_MAY,
                          .kind = ORDER_FIELD_CUT,
                          .code = (uint8_t)code,
                          .attempt = is_plan,
                          .customer = customer,
                          .id = id};
    party_send(fee->port, PARTY_MARKETING, may);
}

/* The latest order of his that is known, 0: none. */
static uint32_t order_of(struct feecontrol *fee, uint32_t customer)
{
    const struct fee_case *open = slots_find(&fee->cases, customer);
    return open ? open->order : 0;
}

static bool is_noticed(struct feecontrol *fee, uint32_t customer, ms_t at)
{
    const struct fee_case *open = slots_find(&fee->cases, customer);
    return open && fee_is_noticed(fee_policy_of(fee, customer), open->notice_at, at);
}

static int set_order(struct feecontrol *fee, uint32_t customer, uint32_t order)
{
    struct fee_case *open = slots_open(&fee->cases, customer);
    if (!open)
        return FK_E_MEMORY;
    open->order = order;
    return FK_OK;
}

static int on_order_report(struct feecontrol *fee, const struct message *message, ms_t now)
{
    uint32_t order = order_of(fee, message->customer);
    struct fee_failures *failures = fee_failures_of(fee, message->customer);
    int err = FK_OK;
    struct fee_event event = {.is_cut =
                                  message->kind == ORDER_CUT || message->kind == ORDER_FIELD_CUT};
    bool is_field = message->kind == ORDER_FIELD_CUT || message->kind == ORDER_FIELD_RESTORE;
    if (message->kind == ORDER_EXCEPTION)
        return exceptions_report(&fee->customers[message->customer], message->code);
    if (message->code == RESULT_NONE) {
        if (message->id <= order)
            return FK_OK; /* its result, or a newer order, was told before (I5 in disorder) */
        event.kind = FEE_EV_ORDER_MADE;
        err = set_order(fee, message->customer, message->id);
    } else if (message->value & ORDER_OVER) {
        event.kind = FEE_EV_MOVED;
    } else {
        /* a crew that was called off in vain has cut all the same */
        bool is_ok = message->code == RESULT_OK ||
                     (message->kind == ORDER_FIELD_CUT && message->code == RESULT_DUPLICATE);
        /* ids grow: a result may overtake the word that its order is made */
        event.is_late = message->id < order;
        if (message->id > order)
            err = set_order(fee, message->customer, message->id);
        if (message->kind == ORDER_CUT && message->code != RESULT_NOT_ALLOWED &&
            message->code != RESULT_DUPLICATE &&
            outcomes_put(&failures->outcomes, message->code, now) != FK_OK)
            return FK_E_MEMORY;
        if (message->kind == ORDER_CUT)
            holds_outcome(&failures->held, message->code, now);
        event.was_held = holds_had(&failures->held, message->customer, message->code);
        if (is_field)
            event.kind = is_ok ? FEE_EV_FIELD_OK : FEE_EV_FIELD_FAILED;
        else
            event.kind = is_ok ? FEE_EV_ORDER_OK : FEE_EV_ORDER_FAILED;
        event.is_closed = message->value & ORDER_RELAY_CLOSED;
        event.is_sent_back = message->code == RESULT_NOT_ALLOWED;
        event.is_settled = message->value & ORDER_NOT_IN_FORCE;
        event.is_uncertain = message->value & ORDER_UNANSWERED ||
                             message->code == RESULT_NO_METER_ANSWER ||
                             message->code == RESULT_TASK_TIMEOUT;
        if (is_ok && err == FK_OK && message->id >= order)
            err = set_order(fee, message->customer, 0);
    }
    if (err == FK_OK)
        err = fee_step_about(fee, message->customer, event, message->code, message->id, now);
    bool is_done = event.kind == FEE_EV_ORDER_OK || event.kind == FEE_EV_FIELD_OK;
    return err == FK_OK && is_done && event.is_cut ? fee_count_trip(fee, message->customer, now)
                                                   : err;
}

static int on_sms_report(struct feecontrol *fee, const struct message *message, ms_t now)
{
    bool is_restored_low = (message->kind == SMS_RESTORED || message->kind == SMS_CLOSE_ALLOWED) &&
                           (fee->customers[message->customer].flags & FEE_WARNING_OUT);
    bool is_dunning = message->kind == SMS_DUNNING && message->ref; /* of a batch (CQ-4) */
    bool is_warning =
        is_dunning || message->kind == SMS_WARNING || message->kind == SMS_SECOND_WARNING;
    if (is_warning || message->kind == SMS_REMINDER || is_restored_low)
        fee_note_strategy(fee, message->customer, message->ref,
                          message->kind == SMS_REMINDER ? STRATEGY_REMIND : STRATEGY_WARN,
                          message->code == SMS_DELIVERED ? STRATEGY_DONE : STRATEGY_CANCELLED,
                          RESULT_NONE, now);
    bool is_notice = message->kind == SMS_PRE_CUT || message->kind == SMS_LAST_NOTICE ||
                     message->kind == SMS_RESTORE_NOTICE;
    if (is_notice && message->ref != fee_strategy_of(fee, message->customer))
        return FK_OK; /* the notice of a cut or restore that is over is none for the next one */
    if (message->code == SMS_SUBMIT_OK && fee_policy_of(fee, message->customer)->receipt_needed)
        return FK_OK; /* its receipt counts */
    struct fee_event event = {.kind = FEE_EV_SMS,
                              .sms_kind = is_dunning ? SMS_WARNING : message->kind,
                              .is_ok =
                                  message->code == SMS_DELIVERED || message->code == SMS_SUBMIT_OK};
    return fee_step(fee, message->customer, event, now);
}

/* The step that a second check was made for. A register that is too old blocks like a hold
 * (INV-04): the estimate may be wrong by days of energy, so the customer waits for his next
 * calculation. */
static int on_checked(struct feecontrol *fee, uint32_t customer, unsigned timer, ms_t now)
{
    static const uint8_t events[] = {[TIMER_CHECK] = FEE_EV_NOTICE_OVER,
                                     [TIMER_RELEASE] = FEE_EV_RELEASED,
                                     [TIMER_REPEAT] = FEE_EV_REPEAT,
                                     [TIMER_HOLD] = FEE_EV_HOLD_OVER,
                                     [TIMER_TRIP] = FEE_EV_TRIP_AGAIN};
    if (timer >= sizeof events || events[timer] == 0)
        return FK_E_ARG; /* a check that nobody asked for */
    struct fee_customer *c = &fee->customers[customer];
    struct fee_event event = {.kind = events[timer],
                              .is_blocked = fee_is_register_old(fee, customer, now)};
    int err = fee_recompute(fee, customer);
    if (err != FK_OK)
        return err;
    if (timer == TIMER_HOLD && c->state == FEE_CUT_FAILED && !event.is_blocked &&
        clock_window_holds(&fee_policy_of(fee, customer)->cut_window, now))
        holds_go_on(&fee_failures_of(fee, customer)->held, customer);
    return fee_step(fee, customer, event, now);
}

/* with a register that is too old, or without a notice, it comes again (INV-04). */
static int on_field_ask(struct feecontrol *fee, const struct message *message, ms_t now)
{
    struct fee_customer *c = &fee->customers[message->customer];
    unsigned code = RESULT_OK;
    int err = fee_take_balance(fee, message);
    if (err == FK_OK)
        err = fee_step(fee, message->customer, (struct fee_event){.kind = FEE_EV_FIELD_ASK}, now);
    if (c->state != FEE_FIELD_CUT || order_of(fee, message->customer) != message->id)
        code = RESULT_NOT_ALLOWED;
    else if (!is_noticed(fee, message->customer, now + FIELD_HOPS) ||
             now + FIELD_HOPS > fee_last_moment(fee, c, slots_find(&fee->cases, message->customer)))
        code = RESULT_NONE;
    answer_field(fee, message->customer, message->id, code, false);
    return err;
}

/* The status word after a late movement. Without one it is asked for again, and so it is while a
 * trip is delayed: the command says open, and the contact has not moved yet. */
static int on_status(struct feecontrol *fee, const struct message *message, ms_t now)
{
    bool is_open = message->value & DLT645_W3_COMMAND_OPEN;
    bool is_apart = message->value & DLT645_W3_RELAY_OPEN;
    struct fee_event event = {.kind = FEE_EV_SEEN,
                              .is_cut = is_open && is_apart,
                              .is_closed = !is_apart,
                              .is_late = order_of(fee, message->customer) != 0};
    if (message->code != RESULT_OK || (is_open && !is_apart))
        return FK_OK;
    int err = looks_end(&fee->looks, message->customer, message->ref);
    return err > 0 ? fee_step(fee, message->customer, event, now) : err;
}

/* The crews have planned a field cut for today. Answered when its notice allows it. */
static int on_field_plan(struct feecontrol *fee, const struct message *message, ms_t now)
{
    bool is_cut = fee->customers[message->customer].state == FEE_FIELD_CUT;
    struct fee_event event = {.kind = FEE_EV_FIELD_PLAN, .until = message->value};
    unsigned code = is_cut ? RESULT_NONE : RESULT_NOT_ALLOWED;
    if (is_cut && order_of(fee, message->customer) == message->id)
        return fee_step(fee, message->customer, event, now);
    answer_field(fee, message->customer, message->id, code, true);
    return FK_OK;
}

/* Q37: amounts that hold from now on. Nobody is judged for it: the next run does that, or money. */
static void take_changes(struct feecontrol *fee, ms_t now)
{
    struct feecontrol_config *config = &fee->config;
    for (; config->change_count > 0 && config->changes->at <= now; config->change_count--)
        config->policies = config->changes++->policies;
}

int feecontrol_handle(struct feecontrol *fee, const struct message *message, ms_t now)
{
    int err;
    take_changes(fee, now);
    switch (message->type) {
    case MSG_PUSH:
        return fee_run_push(fee, message);
    case MSG_CALCULATED:
        return fee_run_calculated(fee, message, now);
    case MSG_ORDER_REPORT:
        return on_order_report(fee, message, now);
    case MSG_FIELD_ASK:
        return on_field_ask(fee, message, now);
    case MSG_STATUS_REPORT:
        return on_status(fee, message, now);
    case MSG_FIELD_PLAN:
        return on_field_plan(fee, message, now);
    case MSG_SMS_REPORT:
        return on_sms_report(fee, message, now);
    case MSG_BALANCE:
        err = fee_take_balance(fee, message);
        return err == FK_OK ? on_checked(fee, message->customer, message->kind, now) : err;
    case MSG_SETTLED:
        return fee_on_settled(fee, message, now);
    case MSG_COUNTED:
        return fee_on_counted(fee, message, now);
    case MSG_RECEIPT:
        return fee_on_receipt(fee, message, now);
    case MSG_AGREEMENT:
        return fee_enrol(fee, message, now);
    case MSG_FAULT:
        return fee_fault(fee, message, now);
    case MSG_START:
        return fee_start(fee, message->customer, (enum start_kind)message->kind, now);
    case MSG_LOCK:
        return fee_lock(fee, message, now);
    case MSG_CLOSED:
        return fee_step(fee, message->customer, (struct fee_event){.kind = FEE_EV_BUTTON}, now);
    case MSG_TRIPPED:
        if (!fee_is_tripped_again(fee_policy_of(fee, message->customer)))
            return FK_OK;
        return trips_report(&fee->trips, message->customer, (uint32_t)message->value);
    default:
        return FK_E_ARG;
    }
}

/* the account is asked for, then on_checked; without second check the copy of it counts. */
static int check(struct feecontrol *fee, uint32_t customer, unsigned timer, ms_t now)
{
    struct message message = {
        .type = MSG_SECOND_CHECK, .customer = customer, .kind = (uint8_t)timer};
    if (!fee_policy_of(fee, customer)->second_check)
        return on_checked(fee, customer, timer, now);
    party_send(fee->port, PARTY_MARKETING, message);
    return FK_OK;
}

/* CQ-2: the account is asked for before he is tripped again. */
static int on_trip(struct feecontrol *fee, const struct timer *timer, ms_t now)
{
    const struct fee_customer *c = &fee->customers[timer->id];
    ms_t next;
    if (c->state != FEE_CUT)
        return FK_OK;
    if (trips_look(&fee->trips, fee_policy_of(fee, timer->id), timer->id, c->reading, timer->due,
                   now, &next))
        return check(fee, timer->id, TIMER_TRIP, now);
    return fee_look_at_trip(fee, timer->id, next);
}

static int on_timer(struct feecontrol *fee, const struct timer *timer, ms_t now)
{
    struct fee_event event = {.kind = FEE_EV_ESCALATE};
    if (timer->kind == TIMER_TRIP)
        return on_trip(fee, timer, now);
    if (timer->kind == TIMER_JUDGE)
        return fee_run_judge(fee, timer->id, now);
    if (timer->kind == TIMER_LOOK)
        return looks_is_over(&fee->looks, timer->id, timer->due) ? fee_look(fee, timer->id, now)
                                                                 : FK_OK;
    if (timer->kind == TIMER_START)
        return fee_start(fee, timer->id, START_CUT, now);
    if (timer->kind == TIMER_RESTORE)
        return fee_step(fee, timer->id, (struct fee_event){.kind = FEE_EV_RESTORE_AGAIN}, now);
    if (timer->kind == TIMER_UNTOLD)
        return fee_step(fee, timer->id, (struct fee_event){.kind = FEE_EV_UNTOLD}, now);
    struct fee_customer *c = &fee->customers[timer->id];
    if (timer->kind == TIMER_FIELD && c->state == FEE_FIELD_CUT && is_noticed(fee, timer->id, now))
        answer_field(fee, timer->id, order_of(fee, timer->id), RESULT_OK, true);
    if (timer->kind == TIMER_FIELD)
        return FK_OK;
    if ((timer->kind & ((1U << TIMER_CODE_SHIFT) - 1)) == TIMER_ESCALATE) {
        unsigned code = timer->kind >> TIMER_CODE_SHIFT;
        event.is_blocked =
            outcomes_is_common(&fee_failures_of(fee, timer->id)->outcomes, code,
                               timer->due - fee_policy_of(fee, timer->id)->hold_window);
        return fee_step_about(fee, timer->id, event, code, 0, now);
    }
    const struct fee_case *open = slots_find(&fee->cases, timer->id);
    ms_t checked_at = (open ? open->notice_at : 0) + fee_policy_of(fee, timer->id)->notice_wait;
    if (open && open->last_notice == LAST_NOTICE_TOLD)
        checked_at = open->turn_at;
    /* A check whose notice was cancelled or replaced meanwhile has nothing to check. */
    if (timer->kind == TIMER_CHECK && (c->state != FEE_NOTICE || checked_at != timer->due))
        return FK_OK;
    if (timer->kind == TIMER_RELEASE && c->state != FEE_HELD)
        return FK_OK;
    if (timer->kind == TIMER_REPEAT && c->state != FEE_CUT_FAILED)
        return FK_OK;
    if (timer->kind == TIMER_HOLD &&
        !holds_waits(&fee_failures_of(fee, timer->id)->held, timer->id))
        return FK_OK; /* he went on before */
    return check(fee, timer->id, timer->kind, now);
}

/* What is due at `now`, in the order of its kind. */
static int tick(struct feecontrol *fee, ms_t now)
{
    struct timer timer;
    int err = FK_OK;
    while (err == FK_OK && timers_take(&fee->timers, now, &timer))
        err = on_timer(fee, &timer, now);
    uint32_t customer;
    for (uint32_t i = 0; i < fee->config.policy_count; i++)
        while (err == FK_OK && holds_take(&fee->failures[i].held, now, &customer))
            err = check(fee, customer, TIMER_HOLD, now);
    for (uint32_t i = 0; i < fee->config.policy_count && err == FK_OK; i++)
        err = fee_tick_desks(fee, &fee->failures[i].desks, now);
    return err;
}

int feecontrol_tick(struct feecontrol *fee, ms_t now)
{
    take_changes(fee, now);
    int err = fee->loaded <= now ? fee_load_tariffs(fee) : FK_OK;
    if (fee->next_count <= now)
        fee_runs_count_left_day(fee);
    if (err == FK_OK)
        err = tick(fee, now);
    while (err == FK_OK && feecontrol_due(fee) <= now) /* decided at once, and something follows */
        err = tick(fee, now);
    return err;
}

ms_t feecontrol_due(const struct feecontrol *fee)
{
    ms_t due = timers_due(&fee->timers);
    for (uint32_t i = 0; i < fee->config.policy_count; i++) {
        ms_t held = holds_due(&fee->failures[i].held);
        due = held < due ? held : due;
        ms_t desk = desks_due(&fee->failures[i].desks);
        due = desk < due ? desk : due;
    }
    due = fee->loaded < due ? fee->loaded : due;
    return fee->next_count < due ? fee->next_count : due;
}

static int any_handle(void *party, const struct message *message, ms_t now)
{
    return feecontrol_handle(party, message, now);
}

static int any_tick(void *party, ms_t now)
{
    return feecontrol_tick(party, now);
}

static ms_t any_due(const void *party, ms_t now)
{
    (void)now;
    return feecontrol_due(party);
}

const struct party_class feecontrol_class = {any_handle, any_tick, any_due};
