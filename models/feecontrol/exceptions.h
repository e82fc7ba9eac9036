/* models/feecontrol/exceptions.h - calculation exceptions (测算异常): whoever had no result on
 * consecutive days gets an exception order, which ends with his next result (R-70, R-71, CQ-14). */
#ifndef MODELS_FEECONTROL_EXCEPTIONS_H
#define MODELS_FEECONTROL_EXCEPTIONS_H
#include "models/feecontrol/customer_state.h"
#include "models/house/party.h"

/* His exception order is closed, if there is one. */
void exceptions_end(const struct party_port *port, uint32_t customer, struct fee_customer *c);
/* exceptions_day of somebody without a result, or with an open exception. */
void exceptions_turn(const struct party_port *port, const struct fee_policy *policy,
                     uint32_t customer, struct fee_customer *c, enum calc_cause cause);

/* Word of his exception order: one that a crew has closed with a register, code OK, ends the
 * exception before his next result does, and days without one count anew. FK_OK. */
int exceptions_report(struct fee_customer *c, unsigned code);

/* Counts a day of a customer, whatever the cause. The exception carries the cause of the last day:
 * the customer's own, or `cause`, that of whoever had no register. Nearly everybody has a result
 * every day and nothing open: that much stands here. */
static inline void exceptions_day(const struct party_port *port, const struct fee_policy *policy,
                                  uint32_t customer, struct fee_customer *c, enum calc_cause cause)
{
    if ((c->flags & (FEE_RESULT | FEE_EXCEPTION)) != FEE_RESULT) {
        exceptions_turn(port, policy, customer, c, cause);
        return;
    }
    c->flags &= (uint8_t)~FEE_RESULT;
    c->missing_days = 0;
    c->cause = CAUSE_NONE;
}
#endif
