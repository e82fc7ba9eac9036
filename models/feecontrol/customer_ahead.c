/* who has no result is told by an estimate that is carried on by his mean use. It is a reason
 * for words alone: he is FEE_REMINDED by it, and FEE_WARNED only when a register says the same. */
#include "models/feecontrol/customer_parts.h"

static fen_t carried_on(const struct step *s)
{
    return s->customer->available - s->event->owed;
}

static void tell(struct step *s, bool is_ahead)
{
    s->customer->told =
        (uint8_t)((s->customer->told & ~FEE_TOLD_AHEAD) | (is_ahead ? FEE_TOLD_AHEAD : 0));
}

void step_told_ahead(struct step *s)
{
    if (s->customer->state == FEE_REMINDED && fee_is_warning(s->policy, carried_on(s)))
        tell(s, true);
}

static void warn_ahead(struct step *s)
{
    if (is_flag(s, FEE_WARNING_OUT) || s->customer->told & FEE_TOLD_AHEAD)
        return;
    go(s, FEE_REMINDED);
    if (s->policy->receipt_needed || !fee_is_warning(s->policy, s->customer->available))
        step_say_warning(s, SMS_WARNING);
    else
        step_warn(s, SMS_WARNING);
    if (!s->policy->receipt_needed && s->customer->state == FEE_REMINDED)
        tell(s, true);
}

void step_extrapolated(struct step *s)
{
    unsigned state = s->customer->state;
    if ((state != FEE_NORMAL && state != FEE_REMINDED) || s->event->owed <= 0 ||
        s->policy->is_reminding_manual)
        return;
    if (fee_is_warning(s->policy, carried_on(s))) {
        warn_ahead(s);
    } else if (state == FEE_NORMAL && fee_is_reminder(s->policy, carried_on(s))) {
        act(s, FEE_DO_STRATEGY, STRATEGY_REMIND);
        act(s, FEE_DO_SMS, SMS_REMINDER);
        go(s, FEE_REMINDED);
    }
}

enum fee_state step_state_ahead(struct step *s)
{
    bool is_warning = fee_is_warning(s->policy, carried_on(s));
    bool was_warned = s->customer->state == FEE_WARNED || s->customer->told & FEE_TOLD_AHEAD;
    tell(s, is_warning && was_warned);
    return is_warning || fee_is_reminder(s->policy, carried_on(s)) ? FEE_REMINDED : FEE_NORMAL;
}

void step_confirm(struct step *s)
{
    bool was_told = s->customer->told & FEE_TOLD_AHEAD;
    tell(s, false);
    if (was_told && s->customer->state == FEE_REMINDED &&
        fee_is_warning(s->policy, s->customer->available))
        go(s, FEE_WARNED);
}
