/* Enrolment and its end (T1, T23). */
#include "models/feecontrol/customer_parts.h"

/* T23: restored first if he is cut and has paid, or may be cut without a decision. While an order
 * is under way he waits for its end; the event comes again after each step of his. Who is cut and
 * owes stays so until money comes, and is restored then (R-16, INV-05); who closes by hand needs
 * nobody for it (CQ-7). A relay that waits for the key goes on waiting. */
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
    if (state == FEE_CLOSE_ALLOWED)
        flag(s, FEE_PERMITTED, true);
    if (fee_is_quiet(state) || (state == FEE_CUT && fee_is_by_hand(s->policy)))
        go(s, FEE_NOT_ENROLLED);
}

/* T1. His relay may still wait for the key. */
void step_enrolled(struct step *s)
{
    if (s->customer->state == FEE_NOT_ENROLLED)
        go(s, is_flag(s, FEE_PERMITTED) ? FEE_CLOSE_ALLOWED : FEE_NORMAL);
    flag(s, FEE_PERMITTED, false);
}
