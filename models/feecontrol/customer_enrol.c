/* Enrolment and its end (T1, T23). */
#include "models/feecontrol/customer_parts.h"

/* T23: restored first if he is cut and has paid, or may be cut without a decision. While an order
 * is under way he waits for its end; the event comes again after each step of his. */
void step_ended(struct step *s)
{
    unsigned state = s->customer->state;
    if (state == FEE_CUT && fee_is_restore(s->policy, s->customer->available))
        step_start_restore(s);
    else if (state == FEE_CUT_SENT)
        step_take_back(s);
    else if (state == FEE_CUT_FAILED || state == FEE_FIELD_CUT ||
             (fee_is_cut_pending(state) && state != FEE_READY))
        step_leave_cut(s);
    state = s->customer->state;
    if (fee_is_quiet(state) || state == FEE_CUT)
        go(s, FEE_NOT_ENROLLED);
}

/* T1. */
void step_enrolled(struct step *s)
{
    if (s->customer->state == FEE_NOT_ENROLLED)
        go(s, FEE_NORMAL);
}
