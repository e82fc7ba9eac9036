/* A step of a customer's machine, and carrying out what it asks for. */
#include "models/feecontrol/customer.h"
#include "models/feecontrol/fee_parts.h"

#define NOTICE_HOPS (2 * PARTY_HOP) /* of a delivery, from the platform over marketing */

void fee_note_strategy(struct feecontrol *fee, uint32_t customer, uint32_t id, unsigned kind,
                       unsigned state, unsigned code, ms_t now)
{
    struct party_note note = {.type = EVENT_STRATEGY,
                              .kind = (uint8_t)kind,
                              .state = (uint8_t)state,
                              .code = (uint8_t)code,
                              .customer = customer,
                              .id = id,
                              .value = fee->customers[customer].available};
    party_note(fee->port, note, now);
}

static unsigned live_strategy_kind(const struct fee_customer *c)
{
    return c->state >= FEE_RESTORE_PENDING ? STRATEGY_RESTORE : STRATEGY_CUT;
}

/* State of the record around a step: what a strategy-ending effect has to know of the state
 * before. */
struct stepping {
    uint32_t customer;
    struct fee_case *open;
    unsigned ended_kind;    /* kind of the strategy that was live before the step */
    uint32_t last_strategy; /* latest strategy made in this step */
    unsigned code;          /* result code that the step is about */
    uint32_t order;         /* order that it is about */
    fen_t owed;             /* he is told of less than is available by so much */
    unsigned refused;       /* T8: why the strategy is given up: NOT_ALLOWED or TASK_TIMEOUT */
};

ms_t fee_last_moment(const struct feecontrol *fee, const struct fee_customer *c,
                     const struct fee_case *open)
{
    const struct fee_policy *policy = fee_policy_of(fee, open->id);
    ms_t notice = open->notice_at - NOTICE_HOPS + policy->notice_valid;
    ms_t reading = fee_frozen_at(c) + policy->max_reading_age;
    return notice < reading ? notice : reading;
}

static int hold_order(struct feecontrol *fee, uint32_t customer, unsigned code, ms_t now)
{
    int err = holds_add(&fee_failures_of(fee, customer)->held, customer, code, now);
    return err == FK_OK ? timers_set(&fee->timers, fee_person_at(now), TIMER_HOLD, customer) : err;
}

static void send_sms(struct feecontrol *fee, uint32_t customer, unsigned type, unsigned kind,
                     uint32_t strategy, fen_t owed)
{
    struct message message = {
        .type = (uint8_t)type, .kind = (uint8_t)kind, .customer = customer, .ref = strategy};
    if (type == MSG_SMS_REQUEST)
        message.value = fee->customers[customer].available - owed;
    if (kind == SMS_PRE_CUT) /* a strategy that was held has another one later */
        message.id = type == MSG_SMS_REQUEST ? ++fee->notices : fee->notices;
    party_send(fee->port, PARTY_MARKETING, message);
}

/* Its desk need not look at it any more; one that was rejected there says so (T8). */
static int end_strategy(struct feecontrol *fee, struct stepping *s, unsigned state, ms_t now)
{
    uint32_t strategy = s->open->strategy;
    fee_note_strategy(fee, s->customer, strategy, s->ended_kind, state, s->refused, now);
    s->open->strategy = 0;
    return desks_forget(&fee_failures_of(fee, s->customer)->desks, strategy);
}

/* The latest order of his: taken back, held, or done by another. */
static int end_order(struct feecontrol *fee, struct stepping *s, const struct fee_effect *effect,
                     ms_t now)
{
    struct message message = {.type = MSG_ORDER_CANCEL,
                              .customer = s->customer,
                              .kind = effect->arg,
                              .id = s->open->order};
    message.code = effect->action == FEE_DO_HOLD_ORDER     ? ORDER_HELD
                   : effect->action == FEE_DO_CANCEL_ORDER ? ORDER_CANCELLED
                                                           : ORDER_CLOSED;
    party_send(fee->port, PARTY_MARKETING, message);
    if (effect->action == FEE_DO_HOLD_ORDER)
        return hold_order(fee, s->customer, s->code, now);
    s->open->order = 0;
    return FK_OK;
}

static int carry_out(struct feecontrol *fee, struct stepping *s, const struct fee_effect *effect,
                     ms_t now)
{
    const struct fee_customer *c = &fee->customers[s->customer];
    struct message message = {.customer = s->customer, .kind = effect->arg};
    int err = FK_OK;
    switch ((enum fee_action)effect->action) {
    case FEE_DO_STRATEGY:
        if (fee->next_strategy == UINT32_MAX)
            return FK_E_RANGE; /* ids are used up */
        s->last_strategy = fee->next_strategy++;
        if (effect->arg == STRATEGY_CUT || effect->arg == STRATEGY_RESTORE)
            s->open->strategy = s->last_strategy;
        fee_note_strategy(fee, s->customer, s->last_strategy, effect->arg, STRATEGY_LIVE,
                          RESULT_NONE, now);
        return FK_OK;
    case FEE_DO_END_STRATEGY:
        if (s->open->strategy)
            err = end_strategy(fee, s, effect->arg, now);
        holds_forget(&fee_failures_of(fee, s->customer)->held, s->customer);
        return err;
    case FEE_DO_SMS:
        send_sms(fee, s->customer, MSG_SMS_REQUEST, effect->arg, s->last_strategy, s->owed);
        return FK_OK;
    case FEE_DO_CANCEL_SMS:
        if (s->open->strategy)
            send_sms(fee, s->customer, MSG_SMS_CANCEL, effect->arg, s->open->strategy, 0);
        return FK_OK;
    case FEE_DO_ORDER:
        message.type = MSG_ORDER_REQUEST;
        message.ref = s->open->strategy;
        message.id = s->open->order;
        message.value = effect->arg == ORDER_CUT ? fee_last_moment(fee, c, s->open) : 0;
        party_send(fee->port, PARTY_MARKETING, message);
        return FK_OK;
    case FEE_DO_CANCEL_ORDER:
    case FEE_DO_SUPERSEDE_ORDER:
    case FEE_DO_HOLD_ORDER:
        return end_order(fee, s, effect, now);
    case FEE_DO_LOOK:
        if (!s->order && !s->open->order)
            return FK_OK; /* his restore is being made: its own word comes later */
        return looks_want(&fee->looks, s->customer, s->order ? s->order : s->open->order);
    case FEE_DO_HOLD_AT:
        return timers_set(&fee->timers, effect->at, TIMER_HOLD, s->customer);
    case FEE_DO_RESTORE_AT:
        return timers_set(&fee->timers, effect->at, TIMER_RESTORE, s->customer);
    case FEE_DO_UNTOLD_AT:
        return timers_set(&fee->timers, effect->at, TIMER_UNTOLD, s->customer);
    case FEE_DO_CHECK_AT:
        return timers_set(&fee->timers, effect->at, TIMER_CHECK, s->customer);
    case FEE_DO_RELEASE_AT:
        return timers_set(&fee->timers, effect->at, TIMER_RELEASE, s->customer);
    case FEE_DO_REPEAT_AT:
        return timers_set(&fee->timers, effect->at, TIMER_REPEAT, s->customer);
    case FEE_DO_ESCALATE_AT:
        return timers_set(&fee->timers, effect->at, TIMER_ESCALATE | s->code << TIMER_CODE_SHIFT,
                          s->customer);
    case FEE_DO_TURN:
        s->open->turn_at = fee_turn(fee, s->customer, now);
        return timers_set(&fee->timers, s->open->turn_at, TIMER_RELEASE, s->customer);
    case FEE_DO_FIELD_AT:
        return timers_set(&fee->timers, effect->at, TIMER_FIELD, s->customer);
    case FEE_DO_START_AT:
        return timers_set(&fee->timers, effect->at, TIMER_START, s->customer);
    case FEE_DO_TRIP_AT:
        return fee_look_at_trip(fee, s->customer, effect->at);
    case FEE_DO_APPROVAL:
        return desks_ask(&fee_failures_of(fee, s->customer)->desks, s->open->strategy, s->customer,
                         effect->arg, now);
    }
    return FK_E_ARG;
}

/* His case after a step: kept, or closed when nothing is left in it. `stored` is where it stands,
 * NULL if it is new. */
static int keep_case(struct feecontrol *fee, struct fee_case *stored, const struct fee_case *open)
{
    if (!open->strategy && !open->order && !open->repeats && !open->notice_at)
        return stored ? slots_close(&fee->cases, open->id) : FK_OK;
    if (!stored)
        stored = slots_open(&fee->cases, open->id);
    if (!stored)
        return FK_E_MEMORY;
    *stored = *open;
    return FK_OK;
}

int fee_look(struct feecontrol *fee, uint32_t customer, ms_t now)
{
    struct message message = {.type = MSG_STATUS_REQUEST, .kind = 1, .customer = customer};
    const struct look *begun;
    if (!fee_is_at_rest(fee->customers[customer].state) ||
        !(begun = looks_begin(&fee->looks, customer, now)))
        return FK_OK;
    message.id = begun->order;
    message.ref = begun->asked;
    party_send(fee->port, PARTY_MARKETING, message);
    return timers_set(&fee->timers, begun->due, TIMER_LOOK, customer);
}

/* T7: he waits for an approver. */
static bool is_asked(unsigned state)
{
    return state == FEE_APPROVAL1 || state == FEE_APPROVAL2;
}

int fee_step_about(struct feecontrol *fee, uint32_t customer, struct fee_event event, unsigned code,
                   uint32_t order, ms_t now)
{
    struct fee_customer *c = &fee->customers[customer];
    struct fee_case *stored = slots_find(&fee->cases, customer);
    struct fee_case open = stored ? *stored : (struct fee_case){.id = customer};
    struct fee_effects effects;
    unsigned before = c->state;
    bool is_refused = event.kind == FEE_EV_REJECTED;
    struct stepping s = {.customer = customer,
                         .open = &open,
                         .ended_kind = live_strategy_kind(c),
                         .last_strategy = open.strategy,
                         .code = code,
                         .order = order,
                         .refused = is_refused ? code : RESULT_NONE};
    int err = FK_OK;
    unsigned lock = locks_on(&fee->locks, customer);
    if (lock != HOLD_NONE)
        event.lock = (uint8_t)lock;
    if (fee->config.extrapolates)
        event.owed = fee_owed(fee, customer);
    if (event.kind == FEE_EV_EXTRAPOLATED)
        s.owed = event.owed;
    fee_customer_step(c, &open, fee_policy_of(fee, customer), &event, now, &effects);
    unsigned after = c->state;
    for (unsigned i = 0; i < effects.count && err == FK_OK; i++)
        err = carry_out(fee, &s, &effects.item[i], now);
    if (after != before) {
        struct party_note note = {.type = EVENT_DECISION,
                                  .kind = (uint8_t)before,
                                  .state = (uint8_t)after,
                                  .code = after == FEE_HELD ? open.hold : HOLD_NONE,
                                  .customer = customer,
                                  .id = open.strategy ? open.strategy : s.last_strategy,
                                  .value = c->available};
        party_note(fee->port, note, now);
        looks_move(&fee->looks, customer);
        if (open.hold) /* a person need not look at his failed order any more */
            holds_forget(&fee_failures_of(fee, customer)->held, customer);
        if (err == FK_OK && is_asked(before) && !is_asked(after)) /* held: it begins anew */
            err = desks_forget(&fee_failures_of(fee, customer)->desks, open.strategy);
    }
    if (err == FK_OK && fee->trips.count > 0 && fee_is_quiet(after))
        err = slots_close(&fee->trips, customer); /* his cut is over */
    if (err == FK_OK)
        err = keep_case(fee, stored, &open);
    if (err == FK_OK)
        err = fee_look(fee, customer, now);
    if (err == FK_OK && fee->agreements.count > 0 && event.kind != FEE_EV_ENDED)
        err = fee_enrol_leave(fee, customer, now);
    return err;
}

int fee_step(struct feecontrol *fee, uint32_t customer, struct fee_event event, ms_t now)
{
    return fee_step_about(fee, customer, event, RESULT_NONE, 0, now);
}
