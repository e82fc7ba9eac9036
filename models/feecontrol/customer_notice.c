/* What the law asks for before a cut, besides approval and notice (P-CUT-03, P-CUT-05). Arrears must
 * be overdue for a time: until then the cut is held, whatever else holds it too. And who has had his
 * notice, is approved and could be cut now is told once more, and is cut a while later. */
#include "models/feecontrol/customer_parts.h"

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
