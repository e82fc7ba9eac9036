/* What the law asks for before a cut, besides approval and notice (P-CUT-03, P-CUT-05). Arrears
 * must be overdue for a time: until then the cut is held, whatever else holds it too. And who has
 * had his notice, is approved and could be cut now is told once more, and is cut a while later. */
#include "models/feecontrol/customer_parts.h"
#include "models/house/calendar.h"

void step_run_overdue(struct step *s)
{
    s->open->hold = HOLD_OVERDUE;
    s->open->turn_at = s->now + s->policy->overdue;
    act_at(s, FEE_DO_RELEASE_AT, s->open->turn_at);
    go(s, FEE_HELD);
}

bool step_is_overdue_running(const struct step *s)
{
    return s->open->hold == HOLD_OVERDUE && s->now < s->open->turn_at;
}

bool step_is_told(const struct step *s)
{
    return s->policy->last_notice == 0 || s->open->last_notice == LAST_NOTICE_TOLD;
}

bool step_is_being_told(const struct step *s)
{
    return s->customer->state == FEE_NOTICE &&
           (s->open->last_notice == LAST_NOTICE_OUT ||
            (s->open->last_notice == LAST_NOTICE_TOLD && s->now < s->open->turn_at));
}

void step_tell_last(struct step *s)
{
    s->open->last_notice = LAST_NOTICE_OUT;
    act(s, FEE_DO_SMS, SMS_LAST_NOTICE);
    go(s, FEE_NOTICE);
}

/* Who could not be told is told when he can be cut again: the next calculation releases him. */
void step_last_notice_over(struct step *s)
{
    if (s->customer->state != FEE_NOTICE || s->open->last_notice != LAST_NOTICE_OUT)
        return;
    s->open->last_notice = s->event->is_ok ? LAST_NOTICE_TOLD : LAST_NOTICE_NONE;
    if (s->event->is_ok) {
        s->open->turn_at = s->now + s->policy->last_notice;
        act_at(s, FEE_DO_CHECK_AT, s->open->turn_at);
    } else {
        go(s, FEE_HELD);
    }
}

/* CQ-3: a person who starts what waits on every working day comes to it. */
void step_wait_for_person(struct step *s, ms_t after)
{
    ms_t at = clock_next_time_of_day(s->policy->start_at, after);
    if (s->policy->start_at == 0)
        return; /* he comes when he comes */
    while (!calendar_is_working(clock_day_number(at)))
        at += MS_DAY;
    act_at(s, FEE_DO_START_AT, at);
}

/* A field cut waits for a notice that lasts for the hours of the day: a new one is sent if the old
 * one has run out or will, unless a new one could not be used today and the old one still can. */
void step_field_plan(struct step *s)
{
    struct fee_customer *c = s->customer;
    ms_t from = s->open->notice_at + s->policy->notice_wait;
    ms_t to = s->open->notice_at + s->policy->notice_valid;
    bool is_new_late = s->now + s->policy->notice_wait > s->event->until;
    if (c->state != FEE_FIELD_CUT || is_flag(s, FEE_NOTICE_OUT))
        return; /* the receipt of the notice is what allows it */
    if (s->open->notice_at &&
        (to >= s->event->until || (is_new_late && to > s->now && from <= s->event->until))) {
        act_at(s, FEE_DO_FIELD_AT, from > s->now ? from : s->now);
        return;
    }
    s->open->notice_at = 0;
    flag(s, FEE_NOTICE_OUT, true);
    act(s, FEE_DO_SMS, SMS_PRE_CUT);
}

/* who must not be cut any more, or not now, is left alone; the order is taken back. */
void step_field_ask(struct step *s)
{
    if (s->customer->state == FEE_FIELD_CUT && !fee_is_cut(s->policy, s->customer->available))
        step_leave_cut(s);
    else if (s->customer->state == FEE_FIELD_CUT && s->event->lock)
        step_take_back(s);
}
