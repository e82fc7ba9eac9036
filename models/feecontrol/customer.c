#include "models/feecontrol/customer.h"

#include "models/feecontrol/customer_parts.h"

/* State of a customer who has been warned and is not to be cut: T10 and the way back from
 * WARNED. */
static enum fee_state state_by_balance(const struct step *s)
{
    fen_t available = s->customer->available;
    if (is_flag(s, FEE_PERMITTED))
        return FEE_CLOSE_ALLOWED;
    if (fee_is_warning(s->policy, available))
        return FEE_WARNED;
    return fee_is_reminder(s->policy, available) ? FEE_REMINDED : FEE_NORMAL;
}

bool step_is_noticed(const struct step *s)
{
    return fee_is_noticed(s->policy, s->open->notice_at, s->now);
}

/* T5: locked by a protection or a hold, or held for want of a newer register. An order
 * that is out is taken back, and a notice that has not left stays. */
void step_hold(struct step *s)
{
    if (s->event->lock && is_flag(s, FEE_NOTICE_OUT)) {
        act(s, FEE_DO_CANCEL_SMS, SMS_PRE_CUT);
        flag(s, FEE_NOTICE_OUT, false);
    }
    if (s->event->lock && s->open->order)
        act(s, FEE_DO_CANCEL_ORDER, 0);
    if (s->event->lock && !step_is_overdue_running(s)) {
        bool is_braked = s->open->hold == HOLD_BRAKE || s->event->lock == HOLD_BRAKE;
        s->open->hold = is_braked ? HOLD_BRAKE : s->event->lock;
        s->open->turn_at = is_braked ? fee_person_at(clock_day_start(s->now) + MS_DAY - 1) : 0;
        if (is_braked)
            act_at(s, FEE_DO_RELEASE_AT, s->open->turn_at);
    }
    go(s, FEE_HELD);
}

static bool is_barred(const struct step *s)
{
    return s->event->lock || s->event->is_blocked;
}

/* T6: the pre-cut SMS; the waiting time runs from its receipt. */
void step_start_notice(struct step *s)
{
    s->open->notice_at = 0;
    s->open->last_notice = LAST_NOTICE_NONE;
    flag(s, FEE_NOTICE_OUT, true);
    act(s, FEE_DO_SMS, SMS_PRE_CUT);
    go(s, FEE_NOTICE);
}

static bool needs_approval(const struct step *s)
{
    return s->policy->approval_levels > 0 && !s->open->is_approved;
}

/* T7: at once, or when a person starts the flow; no order without it. */
static void ask_approval(struct step *s)
{
    if (s->policy->is_start_manual && s->event->kind != FEE_EV_STARTED) {
        s->open->hold = HOLD_START;
        s->open->turn_at = 0;
        go(s, FEE_HELD);
        step_wait_for_person(s, s->now - 1);
        return;
    }
    act(s, FEE_DO_APPROVAL, 1);
    go(s, FEE_APPROVAL1);
}

/* T5, T6, T7: a pending cut is locked, sent to approval, or announced. */
static void start_pending(struct step *s)
{
    if (is_barred(s)) {
        step_hold(s);
    } else if (needs_approval(s) && !s->policy->is_notice_first) {
        ask_approval(s);
    } else {
        step_start_notice(s);
    }
}

/* The next cut has a notice, repeats and holds of its own. */
void step_end_cut(struct fee_case *open)
{
    open->notice_at = 0;
    open->repeats = 0;
    open->hold = HOLD_NONE;
    open->is_approved = 0;
    open->last_notice = LAST_NOTICE_NONE;
    open->turn_at = 0;
}

/* T9: the order of a cut that nothing is in the way of. One that was held waits for its turn
 * with a second check then. */
static void order_cut(struct step *s)
{
    if (s->open->hold && !s->open->turn_at) {
        s->open->hold = HOLD_TURN;
        act(s, FEE_DO_TURN, 0);
        go(s, FEE_HELD);
    } else if (s->open->hold && s->now < s->open->turn_at) {
        go(s, FEE_HELD); /* it comes */
    } else if (!step_is_told(s)) {
        step_tell_last(s);
    } else {
        s->open->hold = HOLD_NONE;
        s->open->turn_at = 0;
        act(s, FEE_DO_ORDER, ORDER_CUT);
        go(s, FEE_READY);
    }
}

/* T10 and the end of a cut that never happened. */
static void cancel_cut(struct step *s)
{
    if (s->policy->recheck_before_submit && is_flag(s, FEE_NOTICE_OUT))
        act(s, FEE_DO_CANCEL_SMS, SMS_PRE_CUT);
    act(s, FEE_DO_END_STRATEGY, STRATEGY_CANCELLED);
    if (s->open->order)
        act(s, FEE_DO_CANCEL_ORDER, 0);
    step_end_cut(s->open);
    flag(s, FEE_NOTICE_OUT, false);
    if (!fee_is_warning(s->policy, s->customer->available))
        flag(s, FEE_KEY_WARNED, false);
    go(s, state_by_balance(s));
}

/* R-16, INV-03: an order that is out is taken back where it waits for a try; one in a try runs to
 * its end. The customer stays where he is: the result that comes back decides. */
void step_take_back(struct step *s)
{
    if (s->open->order)
        act(s, FEE_DO_CANCEL_ORDER, 0);
}

/* Money is back before supply is known to be off. The cut is cancelled; if one of its orders had a
 * try without an answer the relay may be open all the same, so a restore follows. */
void step_leave_cut(struct step *s)
{
    bool is_uncertain = is_flag(s, FEE_UNCERTAIN);
    cancel_cut(s);
    flag(s, FEE_UNCERTAIN, false);
    if (is_uncertain)
        step_start_restore(s);
}

/* who may press the key is judged like anybody else, and stays in his state: his relay still
 * waits for him, whatever his money does. */
bool step_is_warned(const struct step *s)
{
    return s->customer->state == FEE_WARNED ||
           (s->customer->state == FEE_CLOSE_ALLOWED && is_flag(s, FEE_KEY_WARNED));
}

static void set_warned(struct step *s)
{
    if (s->customer->state == FEE_CLOSE_ALLOWED)
        flag(s, FEE_KEY_WARNED, true);
    else
        go(s, FEE_WARNED);
}

void step_say_warning(struct step *s, unsigned sms)
{
    act(s, FEE_DO_STRATEGY, STRATEGY_WARN);
    act(s, FEE_DO_SMS, sms);
    flag(s, FEE_WARNING_OUT, true);
}

void step_warn(struct step *s, unsigned sms)
{
    step_say_warning(s, sms);
    if (!s->policy->receipt_needed)
        set_warned(s);
}

/* P-THR-03: the second amount is reached, and he has not been told. */
static bool is_second(const struct step *s)
{
    return s->policy->second_warning && !(s->customer->told & FEE_TOLD_TWICE) &&
           s->customer->available <= s->policy->second_warning;
}

/* CQ-10: he is told of his money when a person has him dunned. */
static bool is_left_alone(const struct step *s)
{
    return s->policy->is_reminding_manual && s->event->kind != FEE_EV_BATCH;
}

/* The warning that fits: the most severe alone (section 5); in a batch 停电催费 below zero (CQ-4). */
static void warn(struct step *s)
{
    bool is_low = is_second(s),
         is_dunned = s->event->kind == FEE_EV_BATCH && s->customer->available < 0;
    s->customer->told |= is_low ? FEE_TOLD_TWICE : 0;
    step_warn(s, is_dunned ? SMS_DUNNING : is_low ? SMS_SECOND_WARNING : SMS_WARNING);
}

/* T2 for a customer above the warning amount. */
void step_judge_high(struct step *s)
{
    s->customer->told &= (uint8_t)~FEE_TOLD_AHEAD;
    if (fee_is_reminder(s->policy, s->customer->available)) {
        if (is_left_alone(s))
            return;
        if (s->customer->state == FEE_NORMAL) {
            act(s, FEE_DO_STRATEGY, STRATEGY_REMIND);
            act(s, FEE_DO_SMS, SMS_REMINDER);
        }
        go(s, FEE_REMINDED);
    } else {
        go(s, FEE_NORMAL);
    }
}

/* T2, T3, T4 for a customer with nothing pending: the most severe strategy, except that a profile
 * with warn_before_cut warns first. */
static void judge_quiet(struct step *s)
{
    struct fee_customer *c = s->customer;
    bool is_cut = fee_is_cut(s->policy, c->available);
    bool was_warned = step_is_warned(s);
    bool is_dunned = s->event->kind == FEE_EV_BATCH;
    if (is_cut && (was_warned || !s->policy->warn_before_cut)) {
        if (s->policy->is_dunning_manual && !is_dunned)
            return; /* CQ-10 */
        flag(s, FEE_PERMITTED, c->state == FEE_CLOSE_ALLOWED);
        act(s, FEE_DO_STRATEGY, STRATEGY_CUT);
        s->open->repeats = 0;
        if (s->policy->overdue)
            step_run_overdue(s);
        else
            start_pending(s);
    } else if (fee_is_warning(s->policy, c->available)) {
        bool is_due = was_warned ? is_dunned || is_second(s) ||
                                       (fee_is_warning_repeated(s->policy, c->available) && !is_cut)
                                 : !is_flag(s, FEE_WARNING_OUT);
        if (is_due && !is_left_alone(s))
            warn(s);
    } else if (c->state == FEE_CLOSE_ALLOWED) {
        flag(s, FEE_KEY_WARNED, false);
    } else {
        step_judge_high(s);
    }
}

/* T10, T16: the amount is back at the overdraft or above, by a posting or by a calculation. */
static void on_solvent(struct step *s)
{
    switch (s->customer->state) {
    case FEE_CUT:
        if (!s->policy->is_restoring_manual || s->event->kind == FEE_EV_STARTED) /* CQ-10 */
            step_start_restore(s);
        break;
    case FEE_READY: /* the order is being made: see step_order_made */
        break;
    case FEE_CUT_SENT:
        step_take_back(s);
        break;
    case FEE_HELD:
    case FEE_NOTICE:
    case FEE_APPROVAL1:
    case FEE_APPROVAL2:
    case FEE_CUT_FAILED:
    case FEE_FIELD_CUT: /* the crew may be on its way: the order is cancelled, see step_field_ok */
        step_leave_cut(s);
        break;
    default:
        break;
    }
}

/* T6, R-52: a calculation checks again who is held: at his second check, with what has come in
 * since; or by a lock that may be over. He who waits for his turn goes on waiting, and so does he
 * whose notice has not run its time yet. */
static void release(struct step *s)
{
    ms_t ready = s->open->notice_at + s->policy->notice_wait;
    ms_t opening = clock_window_next(&s->policy->cut_window,
                                     s->open->notice_at && ready > s->now ? ready : s->now);
    bool was_locked = s->open->hold != HOLD_NONE;
    if (s->open->hold == HOLD_BRAKE || (s->open->hold == HOLD_START && !is_barred(s)))
        return; /* a person looks at it */
    if (is_barred(s))
        step_hold(s);
    else if (was_locked && s->open->turn_at > s->now)
        return;
    else if (s->open->notice_at &&
             (!was_locked || fee_is_noticed(s->policy, s->open->notice_at, opening)))
        act_at(s, FEE_DO_RELEASE_AT, opening);
    else
        start_pending(s);
}

static void on_calculated(struct step *s)
{
    struct fee_customer *c = s->customer;
    if (c->told & FEE_TOLD_AHEAD)
        step_confirm(s);
    if (fee_is_quiet(c->state)) {
        judge_quiet(s);
    } else if (fee_is_restore(s->policy, c->available)) {
        on_solvent(s);
    } else if (c->state == FEE_NOTICE && !is_flag(s, FEE_NOTICE_OUT) && s->open->notice_at == 0) {
        step_start_notice(s); /* the notice of an earlier day was not received */
    } else if (c->state == FEE_HELD) {
        release(s);
    }
}

static void on_receipt(struct step *s)
{
    struct fee_customer *c = s->customer;
    if (c->state == FEE_REMINDED || c->state == FEE_WARNED) {
        if (!fee_is_warning(s->policy, c->available)) /* only upwards: a posting never warns */
            go(s, s->event->owed > 0 ? step_state_ahead(s) : state_by_balance(s));
    } else if (c->state == FEE_CLOSE_ALLOWED) {
        if (!fee_is_warning(s->policy, c->available))
            flag(s, FEE_KEY_WARNED, false);
    } else if (fee_is_restore(s->policy, c->available)) {
        on_solvent(s);
    }
    step_tell_paid(s);
}

/* a payment is taken back. He is judged at once, but never cut: who is at the warning amount
 * or below is warned anew, whatever he was told before, so that a cut goes through warning and
 * notice again. Who is being restored is judged when that is over. */
static void on_reversed(struct step *s)
{
    struct fee_customer *c = s->customer;
    if (!fee_is_quiet(c->state))
        return;
    if (fee_is_warning(s->policy, c->available)) {
        flag(s, FEE_KEY_WARNED, false);
        c->told &= (uint8_t)~FEE_TOLD_AHEAD;
        if (c->state == FEE_WARNED)
            go(s, FEE_REMINDED);
        if (!is_flag(s, FEE_WARNING_OUT) && !is_left_alone(s))
            warn(s);
    } else if (c->state != FEE_CLOSE_ALLOWED) {
        step_judge_high(s);
    }
}

static void on_sms(struct step *s)
{
    struct fee_customer *c = s->customer;
    bool is_warning = s->event->sms_kind == SMS_WARNING || s->event->sms_kind == SMS_RESTORED ||
                      s->event->sms_kind == SMS_CLOSE_ALLOWED ||
                      s->event->sms_kind == SMS_SECOND_WARNING;
    if (is_warning && is_flag(s, FEE_WARNING_OUT)) {
        flag(s, FEE_WARNING_OUT, false);
        if (s->event->is_ok && fee_is_quiet(c->state) && fee_is_warning(s->policy, c->available))
            set_warned(s); /* */
        else if (s->event->is_ok && s->event->owed > 0)
            step_told_ahead(s);
    } else if (s->event->sms_kind == SMS_PRE_CUT && is_flag(s, FEE_NOTICE_OUT) &&
               (c->state == FEE_NOTICE || c->state == FEE_FIELD_CUT)) {
        flag(s, FEE_NOTICE_OUT, false);
        if (s->event->is_ok) {
            s->open->notice_at = s->now;
            act_at(s, c->state == FEE_NOTICE ? FEE_DO_CHECK_AT : FEE_DO_FIELD_AT,
                   s->now + s->policy->notice_wait);
        }
    } else if (s->event->sms_kind == SMS_LAST_NOTICE) {
        step_last_notice_over(s);
    } else if (s->event->sms_kind == SMS_RESTORE_NOTICE) {
        step_restore_told(s);
    }
}

/* T9 with R-13; also the release of a hold whose notice is still valid. */
static void on_notice_over(struct step *s)
{
    struct fee_customer *c = s->customer;
    ms_t opening = clock_window_next(&s->policy->cut_window, s->now);
    if ((c->state != FEE_NOTICE && c->state != FEE_HELD) || step_is_being_told(s))
        return;
    if (c->state == FEE_HELD || opening > s->now)
        s->open->last_notice = LAST_NOTICE_NONE; /* he is told anew */
    if (!fee_is_cut(s->policy, c->available)) {
        step_leave_cut(s);
    } else if (is_barred(s)) {
        step_hold(s);
    } else if (needs_approval(s)) { /* CQ-5: only who is still in arrears */
        ask_approval(s);
    } else if (opening > s->now) {
        act_at(s, FEE_DO_RELEASE_AT, opening);
        go(s, FEE_HELD);
    } else if (s->open->last_notice && !step_is_noticed(s)) {
        step_start_notice(s); /* it has run out since */
    } else {
        order_cut(s);
    }
}

/* T5, R-50: an order that is out is taken back where it waits for a try; one in a try runs to its
 * end, and its result decides: who is cut stays so. One that is just being made: see
 * step_order_made. */
static void on_held(struct step *s)
{
    unsigned state = s->customer->state;
    if (state == FEE_CUT_SENT || state == FEE_FIELD_CUT)
        step_take_back(s);
    else if ((fee_is_cut_pending(state) && state != FEE_READY) || state == FEE_CUT_FAILED)
        step_hold(s);
}

static void on_released(struct step *s)
{
    struct fee_customer *c = s->customer;
    bool is_early = s->open->hold == HOLD_BRAKE && s->now < s->open->turn_at;
    if (c->state != FEE_HELD || is_early || step_is_overdue_running(s))
        return;
    if (s->open->hold == HOLD_BRAKE && !s->event->lock) { /* a person lets it go */
        s->open->hold = HOLD_TURN;
        s->open->turn_at = 0;
    }
    if (fee_is_restore(s->policy, c->available))
        step_leave_cut(s);
    else if (step_is_noticed(s))
        on_notice_over(s);
    else if (s->open->notice_at && s->now - s->open->notice_at < s->policy->notice_wait)
        act_at(s, FEE_DO_RELEASE_AT, s->open->notice_at + s->policy->notice_wait);
    else
        start_pending(s);
}

/* CQ-4: judged as by a calculation in which everything is automatic. */
static void on_batch(struct step *s)
{
    if (fee_is_quiet(s->customer->state))
        judge_quiet(s);
}

/* T7: checked again, as any release of a hold. CQ-10: or he is restored. */
static void on_started(struct step *s)
{
    if (s->customer->state == FEE_CUT && fee_is_restore(s->policy, s->customer->available))
        on_solvent(s);
    if (s->customer->state != FEE_HELD || s->open->hold != HOLD_START)
        return;
    if (!fee_is_cut(s->policy, s->customer->available)) {
        step_leave_cut(s);
    } else if (is_barred(s)) {
        step_hold(s);
        if (s->open->hold == HOLD_START)
            step_wait_for_person(s, s->now);
    } else {
        s->open->hold = HOLD_NONE;
        ask_approval(s);
    }
}

static void on_approved(struct step *s)
{
    if (s->customer->state == FEE_APPROVAL1 && s->policy->approval_levels > 1) {
        act(s, FEE_DO_APPROVAL, 2);
        go(s, FEE_APPROVAL2);
    } else if (s->customer->state == FEE_APPROVAL1 || s->customer->state == FEE_APPROVAL2) {
        s->open->is_approved = 1;
        if (s->policy->is_notice_first) { /* checked once more, and noticed again if need be */
            act_at(s, FEE_DO_RELEASE_AT, clock_window_next(&s->policy->cut_window, s->now));
            go(s, FEE_HELD);
        } else {
            step_start_notice(s);
        }
    }
}

static void on_rejected(struct step *s)
{
    if (s->customer->state == FEE_APPROVAL1 || s->customer->state == FEE_APPROVAL2) {
        cancel_cut(s);
        if (s->customer->state != FEE_CLOSE_ALLOWED)
            go(s, FEE_WARNED);
    }
}

/* Of somebody who is not enrolled: an order that is made after all is taken back, and one that cuts
 * after all counts, so that it can be undone; and so does the key that he was left with. */
static bool is_left_over(const struct fee_event *event)
{
    return event->kind == FEE_EV_ORDER_MADE || event->kind == FEE_EV_BUTTON ||
           (event->is_cut && (event->kind == FEE_EV_ORDER_OK || event->kind == FEE_EV_FIELD_OK));
}

void fee_customer_step(struct fee_customer *customer, struct fee_case *open,
                       const struct fee_policy *policy, const struct fee_event *event, ms_t now,
                       struct fee_effects *effects)
{
    static void (*const handlers[])(struct step *) = {
        [FEE_EV_ENROLLED] = step_enrolled,
        [FEE_EV_CALCULATED] = on_calculated,
        [FEE_EV_EXTRAPOLATED] = step_extrapolated,
        [FEE_EV_RECEIPT] = on_receipt,
        [FEE_EV_REVERSED] = on_reversed,
        [FEE_EV_SMS] = on_sms,
        [FEE_EV_NOTICE_OVER] = on_notice_over,
        [FEE_EV_HELD] = on_held,
        [FEE_EV_RELEASED] = on_released,
        [FEE_EV_STARTED] = on_started,
        [FEE_EV_BATCH] = on_batch,
        [FEE_EV_APPROVED] = on_approved,
        [FEE_EV_REJECTED] = on_rejected,
        [FEE_EV_ORDER_MADE] = step_order_made,
        [FEE_EV_ORDER_OK] = step_order_ok,
        [FEE_EV_ORDER_FAILED] = step_order_failed,
        [FEE_EV_REPEAT] = step_repeat,
        [FEE_EV_HOLD_OVER] = step_hold_over,
        [FEE_EV_RESTORE_AGAIN] = step_restore_again,
        [FEE_EV_UNTOLD] = step_restore_untold,
        [FEE_EV_ESCALATE] = step_escalate,
        [FEE_EV_FIELD_ASK] = step_field_ask,
        [FEE_EV_FIELD_PLAN] = step_field_plan,
        [FEE_EV_FIELD_OK] = step_field_ok,
        [FEE_EV_FIELD_FAILED] = step_field_failed,
        [FEE_EV_TRIP_AGAIN] = step_trip_again,
        [FEE_EV_ENDED] = step_ended,
        [FEE_EV_BUTTON] = step_button,
        [FEE_EV_MOVED] = step_moved,
        [FEE_EV_SEEN] = step_seen,
    };
    effects->count = 0;
    if (customer->available > policy->second_warning)
        customer->told &= (uint8_t)~FEE_TOLD_TWICE;
    struct step s = {customer, open, policy, event, now, effects};
    if (customer->state == FEE_NOT_ENROLLED && event->kind != FEE_EV_ENROLLED &&
        !is_left_over(event))
        return;
    if (event->kind < sizeof handlers / sizeof handlers[0] && handlers[event->kind])
        handlers[event->kind](&s);
}
