/* The way back to supply (T16 to T22): the restore, the key, and what a look at the relay says. */
#include "models/feecontrol/customer_parts.h"

/* a late result has done what the live order asks for. */
void step_supersede(struct step *s)
{
    if (s->event->is_late && s->open->order)
        act(s, FEE_DO_SUPERSEDE_ORDER, 0);
}

/* by a crew, which tells him on site. */
static void restore_on_site(struct step *s)
{
    act(s, FEE_DO_ORDER, ORDER_FIELD_RESTORE);
    act(s, FEE_DO_SMS, SMS_FAULT_HANDLER);
    go(s, FEE_FIELD_RESTORE);
}

/* T17. Who must be told before is told once a restore, and the order waits for the receipt.
 * Only if the time for it is over and a crew was there in vain does it leave without. */
static void order_restore(struct step *s)
{
    go(s, FEE_RESTORE_PENDING);
    if (!fee_is_told_before(s->policy) || s->open->last_notice == LAST_NOTICE_TOLD ||
        s->open->last_notice == LAST_NOTICE_LOST) {
        act(s, FEE_DO_ORDER, ORDER_RESTORE);
    } else if (s->open->last_notice == LAST_NOTICE_NONE) {
        s->open->last_notice = LAST_NOTICE_OUT;
        s->open->turn_at = s->now + s->policy->restore_notice;
        act(s, FEE_DO_SMS, SMS_RESTORE_NOTICE);
        act_at(s, FEE_DO_UNTOLD_AT, s->open->turn_at);
    }
}

/* who is not reached is not closed from afar: a crew goes, so that he is not dark for ever
 * (R-43). */
static void end_notice(struct step *s, bool is_told)
{
    bool is_waiting =
        s->customer->state == FEE_RESTORE_PENDING && s->open->last_notice == LAST_NOTICE_OUT;
    s->open->last_notice = is_told ? LAST_NOTICE_TOLD : LAST_NOTICE_LOST;
    if (is_waiting && is_told)
        order_restore(s);
    else if (is_waiting)
        restore_on_site(s);
}

/* One that comes late, while somebody is on his way, counts for the tries after him. */
void step_restore_told(struct step *s)
{
    unsigned notice = s->open->last_notice;
    bool is_news = notice == LAST_NOTICE_OUT || (notice == LAST_NOTICE_LOST && s->event->is_ok);
    if (fee_is_restoring(s->customer->state) && is_news)
        end_notice(s, s->event->is_ok);
}

void step_restore_untold(struct step *s)
{
    if (fee_is_restoring(s->customer->state) && s->open->last_notice == LAST_NOTICE_OUT &&
        s->now >= s->open->turn_at)
        end_notice(s, false);
}

/* T16, T17: money is back, supply is not. Who closes by hand is told that he may: the cut is
 * cancelled, and nothing is sent to his meter (CQ-7). */
void step_start_restore(struct step *s)
{
    s->open->repeats = 0;
    if (fee_is_by_hand(s->policy)) {
        step_restored(s, SMS_CLOSE_ALLOWED); /* it is he who closes */
        return;
    }
    act(s, FEE_DO_STRATEGY, STRATEGY_RESTORE);
    act(s, FEE_DO_SMS, SMS_PAID);
    s->open->last_notice = LAST_NOTICE_NONE;
    order_restore(s);
}

/* the next restore has a notice of its own. */
static void forget_notice(struct step *s)
{
    s->open->last_notice = LAST_NOTICE_NONE;
    s->open->turn_at = 0;
}

/* T20, T22 and T19. He is judged at once, but never cut: who is still low is warned with the
 * message that tells of the restore, so that the next calculation finds him warned and no day is
 * lost. `sms` < 0: no such message. */
void step_restored(struct step *s, int sms)
{
    bool is_low = fee_is_warning(s->policy, s->customer->available);
    bool is_told = is_flag(s, FEE_KEY_WARNED);
    if (s->open->strategy)
        act(s, FEE_DO_END_STRATEGY, STRATEGY_DONE);
    s->open->notice_at = 0;
    s->open->repeats = 0;
    forget_notice(s);
    flag(s, FEE_PERMITTED | FEE_UNCERTAIN | FEE_KEY_WARNED, false);
    go(s, is_low && is_told ? FEE_WARNED : FEE_NORMAL);
    if (is_low && !is_told && (sms >= 0 || !is_flag(s, FEE_WARNING_OUT)))
        step_warn(s, sms >= 0 ? (unsigned)sms : SMS_WARNING);
    else if (sms >= 0)
        act(s, FEE_DO_SMS, (unsigned)sms);
    step_supersede(s);
    if (!is_low) {
        flag(s, FEE_WARNING_OUT, false); /* one of long ago */
        step_judge_high(s);
    }
}

/* T18: who is low is warned with the message that tells him to press the key. */
static void permit(struct step *s)
{
    bool is_low = fee_is_warning(s->policy, s->customer->available);
    forget_notice(s);
    go(s, FEE_CLOSE_ALLOWED);
    if (is_low && !step_is_warned(s))
        step_warn(s, SMS_CLOSE_ALLOWED);
    else
        act(s, FEE_DO_SMS, SMS_CLOSE_ALLOWED);
    if (!is_low)
        flag(s, FEE_WARNING_OUT, false);
    step_supersede(s);
}

/* T18, T20, also late. A crew that cut while the restore was on its way may have been there
 * before or after it: he is restored again, so that nobody who has paid is forgotten. */
void step_restore_ok(struct step *s)
{
    if (is_flag(s, FEE_UNCERTAIN)) {
        if (s->customer->state == FEE_FIELD_RESTORE)
            return; /* somebody comes anyway */
        flag(s, FEE_UNCERTAIN, false);
        order_restore(s);
    } else if (s->policy->restore_mode == FEE_RESTORE_SAFE && !s->event->is_closed) {
        act(s, FEE_DO_END_STRATEGY, STRATEGY_DONE);
        permit(s);
        if (s->event->is_uncertain)
            act(s, FEE_DO_LOOK, 0); /* it may be closed: no key will be pressed then */
    } else {
        step_restored(s, SMS_RESTORED);
    }
}

/* A movement that nobody waited for, or its late answer. What the decision is already needs
 * no look. */
void step_moved(struct step *s)
{
    unsigned state = s->customer->state;
    bool is_known =
        s->event->is_cut ? state == FEE_CUT : fee_is_quiet(state) && state != FEE_CLOSE_ALLOWED;
    if (!is_known)
        act(s, FEE_DO_LOOK, 0);
}

/* The relay waits for the key, whatever the decision was; who falls into debt is judged. */
static void on_seen_permitted(struct step *s)
{
    unsigned state = s->customer->state;
    if (state == FEE_CUT || fee_is_restoring(state) ||
        (fee_is_quiet(state) && state != FEE_CLOSE_ALLOWED)) {
        flag(s, FEE_KEY_WARNED, state == FEE_WARNED);
        if (fee_is_restoring(state))
            act(s, FEE_DO_END_STRATEGY, STRATEGY_DONE);
        permit(s);
    } else if (state != FEE_CLOSE_ALLOWED) {
        flag(s, FEE_PERMITTED, true);
    }
}

/* the status word after a late movement, with nothing under way. Whoever is off and has the
 * money is restored, whoever has it not is cut; whoever has supply again is judged as after a
 * restore. */
void step_seen(struct step *s)
{
    unsigned state = s->customer->state;
    if (fee_is_by_hand(s->policy))
        return; /* a relay that is closed says nothing (CQ-1) */
    if (!s->event->is_cut && !s->event->is_closed)
        on_seen_permitted(s);
    else if (s->event->is_cut && state != FEE_CUT && !fee_is_restoring(state))
        step_cut_done(s);
    else if (s->event->is_closed && fee_is_restoring(state))
        step_restored(s, SMS_RESTORED);
    else if (s->event->is_closed && (state == FEE_CUT || state == FEE_CLOSE_ALLOWED))
        step_restored(s, -1);
    else if (s->event->is_closed)
        flag(s, FEE_PERMITTED, false);
}

/* T21, R-45: repeated, then by hand. */
void step_restore_failed(struct step *s)
{
    if (s->open->repeats < s->policy->restore_repeats) {
        act_at(s, FEE_DO_RESTORE_AT, s->now + s->policy->restore_gap);
        go(s, FEE_RESTORE_FAILED);
    } else {
        restore_on_site(s);
    }
}

/* not before the time for the notice is over. */
void step_field_restore_failed(struct step *s)
{
    ms_t at = s->now + s->policy->restore_gap;
    bool is_early = s->open->last_notice == LAST_NOTICE_LOST && at < s->open->turn_at;
    act_at(s, FEE_DO_RESTORE_AT, is_early ? s->open->turn_at : at);
    go(s, FEE_RESTORE_FAILED);
}

void step_restore_again(struct step *s)
{
    if (s->customer->state != FEE_RESTORE_FAILED)
        return;
    s->open->repeats++;
    order_restore(s);
}

/* T19. A button on a relay that was closed meanwhile only ends what the permit left open. */
void step_button(struct step *s)
{
    bool is_awaited = s->customer->state == FEE_CLOSE_ALLOWED;
    if (is_awaited)
        step_restored(s, -1);
    else
        flag(s, FEE_PERMITTED, false);
    if (fee_is_restoring(s->customer->state)) /* the word of his permit may be older */
        act(s, FEE_DO_LOOK, 0);
}

/* CQ-2: who has closed his breaker, or may have, is tripped again on the notice of his cut; at the
 * overdraft itself his cut goes on. */
void step_trip_again(struct step *s)
{
    if (s->customer->state != FEE_CUT)
        return;
    bool is_paid = fee_is_restore(s->policy, s->customer->available);
    if (is_paid && !s->policy->is_restoring_manual) {
        step_start_restore(s);
    } else if (is_paid || s->event->lock || s->event->is_blocked) {
        act_at(s, FEE_DO_TRIP_AT, s->now + s->policy->trip_again_after);
    } else if (!clock_window_holds(&s->policy->cut_window, s->now)) {
        act_at(s, FEE_DO_TRIP_AT, clock_window_next(&s->policy->cut_window, s->now));
    } else {
        s->open->notice_at = s->now;
        act(s, FEE_DO_STRATEGY, STRATEGY_CUT);
        act(s, FEE_DO_ORDER, ORDER_CUT);
        go(s, FEE_READY);
    }
}
