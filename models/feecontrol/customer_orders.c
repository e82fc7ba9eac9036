/* What becomes of his orders: made, done, failed, repeated, held, handed to a crew. */
#include "models/feecontrol/customer_parts.h"

void step_order_made(struct step *s)
{
    unsigned state = s->customer->state;
    if (s->event->is_cut && state == FEE_READY) {
        go(s, FEE_CUT_SENT);
        if (s->event->lock || fee_is_restore(s->policy, s->customer->available))
            step_take_back(s);
    } else if (s->event->is_cut && state == FEE_CUT) {
        act(s, FEE_DO_SUPERSEDE_ORDER, 0); /* an earlier one was done meanwhile, R-47 */
    } else if (s->event->is_cut && (state != FEE_FIELD_CUT || s->event->lock)) {
        step_take_back(s); /* paid or locked before it was known that the field order was made */
    } else if (!s->event->is_cut && state == FEE_RESTORE_PENDING) {
        go(s, FEE_RESTORE_SENT);
    } else if (!s->event->is_cut && !fee_is_restoring(state)) {
        act(s, FEE_DO_SUPERSEDE_ORDER, 0);
    }
}

/* T11, T15: supply is off. Whoever paid meanwhile is restored at once, also after his order
 * was cancelled too late. */
void step_cut_done(struct step *s)
{
    act(s, FEE_DO_END_STRATEGY, STRATEGY_DONE);
    act(s, FEE_DO_SMS, SMS_CUT_DONE);
    flag(s, FEE_UNCERTAIN | FEE_PERMITTED | FEE_KEY_WARNED | FEE_NOTICE_OUT, false);
    step_end_cut(s->open); /* the next one needs another notice */
    go(s, FEE_CUT);
    bool is_paid = fee_is_restore(s->policy, s->customer->available);
    if (!is_paid || !fee_is_by_hand(s->policy)) /* else it is done with the restore */
        step_supersede(s);
    if (is_paid)
        step_start_restore(s);
}

void step_order_ok(struct step *s)
{
    unsigned state = s->customer->state;
    if (!s->event->is_cut && fee_is_restoring(state)) {
        step_restore_ok(s);
    } else if (s->event->is_cut && !fee_is_restoring(state) && state != FEE_CUT) {
        step_cut_done(s); /* also after he paid or his order was taken back too late */
        if (fee_is_quiet(state) || fee_is_cut_pending(state))
            act(s, FEE_DO_LOOK, 0); /* he may have been restored since */
    } else {
        step_moved(s);
    }
}

/* T12..T14, T21. R-22, CQ-6: after the last try and repeat a person gets an order and an SMS. */
void step_order_failed(struct step *s)
{
    struct fee_customer *c = s->customer;
    bool is_sent = c->state == FEE_RESTORE_SENT || c->state == FEE_RESTORE_PENDING;
    if (is_sent && !s->event->is_cut)
        step_restore_failed(s);
    if (!s->event->is_cut || s->event->is_late ||
        (c->state != FEE_CUT_SENT && c->state != FEE_READY))
        return;
    if (s->event->is_uncertain || s->event->is_settled) /* settled for the tries before it too */
        flag(s, FEE_UNCERTAIN, !s->event->is_settled);
    go(s, FEE_CUT_FAILED);
    if (fee_is_restore(s->policy, c->available)) {
        s->open->order = 0; /* it is over, there is nothing to take back */
        step_leave_cut(s);
    } else if (s->event->lock) {
        s->open->order = 0;
        step_hold(s);
    } else if (s->event->is_sent_back) { /* INV-16: checked again, noticed again if need be */
        s->open->order = 0;
        act_at(s, FEE_DO_RELEASE_AT, clock_window_next(&s->policy->cut_window, s->now));
        go(s, FEE_HELD);
    } else if (s->open->repeats < s->policy->repeats) {
        act_at(s, FEE_DO_REPEAT_AT, clock_next_time_of_day(s->policy->repeat_at, s->now));
    } else if (s->policy->escalation == FEE_COMMON_CAUSE_HOLD && !s->event->was_held) {
        act_at(s, FEE_DO_ESCALATE_AT, s->now + s->policy->hold_window);
    } else {
        act(s, FEE_DO_ORDER, ORDER_FIELD_CUT);
        act(s, FEE_DO_SMS, SMS_FAULT_HANDLER);
        go(s, FEE_FIELD_CUT);
    }
}

void step_repeat(struct step *s)
{
    struct fee_customer *c = s->customer;
    ms_t opening = clock_window_next(&s->policy->cut_window, s->now);
    if (c->state != FEE_CUT_FAILED)
        return;
    if (!fee_is_cut(s->policy, c->available)) {
        step_leave_cut(s);
    } else if (s->now < opening) { /* INV-16: `repeat_at` lies outside the window */
        act_at(s, FEE_DO_REPEAT_AT, opening);
    } else if (s->event->lock) {
        step_hold(s);
    } else if (s->event->is_blocked) {
        act_at(s, FEE_DO_REPEAT_AT, clock_next_time_of_day(s->policy->repeat_at, s->now));
    } else {
        s->open->repeats++;
        if (step_is_noticed(s)) {
            act(s, FEE_DO_ORDER, ORDER_CUT);
            go(s, FEE_READY);
        } else {
            step_start_notice(s); /* the old one has run out; its check makes the order */
        }
    }
}

/* as a repeat, and nobody counts it. */
void step_hold_over(struct step *s)
{
    ms_t opening = clock_window_next(&s->policy->cut_window, s->now);
    if (s->customer->state != FEE_CUT_FAILED)
        return;
    if (!fee_is_cut(s->policy, s->customer->available)) {
        step_leave_cut(s);
    } else if (s->event->lock) {
        step_hold(s);
    } else if (s->event->is_blocked) {
        act_at(s, FEE_DO_HOLD_AT, fee_person_at(s->now));
    } else if (s->now < opening) {
        act_at(s, FEE_DO_HOLD_AT, opening);
    } else if (step_is_noticed(s)) {
        act(s, FEE_DO_ORDER, ORDER_CUT);
        go(s, FEE_READY);
    } else {
        step_start_notice(s);
    }
}

/* T14. R-22, CQ-6: nothing is left to be tried from afar. */
void step_escalate(struct step *s)
{
    if (s->customer->state != FEE_CUT_FAILED)
        return;
    if (s->event->lock) {
        step_hold(s);
    } else if (s->event->is_blocked) {
        act(s, FEE_DO_HOLD_ORDER, 0);
    } else {
        act(s, FEE_DO_ORDER, ORDER_FIELD_CUT);
        act(s, FEE_DO_SMS, SMS_FAULT_HANDLER);
        go(s, FEE_FIELD_CUT);
    }
}

void step_field_ok(struct step *s)
{
    unsigned state = s->customer->state;
    if (!s->event->is_cut && fee_is_restoring(state))
        step_restored(s, SMS_RESTORED);
    else if (s->event->is_cut && fee_is_restoring(state))
        flag(s, FEE_UNCERTAIN, true); /* before or after the restore: see step_restore_ok */
    else if (s->event->is_cut && state != FEE_CUT)
        step_cut_done(s);
}

/* T15, T22. Whoever could not be switched on site, or whose order was lost, is tried again: nobody
 * keeps supply without money, or stays off with it, because nothing is due any more. */
void step_field_failed(struct step *s)
{
    if (s->event->is_cut && s->customer->state == FEE_FIELD_CUT && s->event->lock) {
        s->open->order = 0;
        step_hold(s);
    } else if (s->event->is_cut && s->customer->state == FEE_FIELD_CUT) {
        act_at(s, FEE_DO_REPEAT_AT, clock_next_time_of_day(s->policy->repeat_at, s->now));
        go(s, FEE_CUT_FAILED);
    } else if (!s->event->is_cut && s->customer->state == FEE_FIELD_RESTORE) {
        step_field_restore_failed(s);
    }
}
