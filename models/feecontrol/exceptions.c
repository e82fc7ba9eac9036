#include "models/feecontrol/exceptions.h"

#include "base/err.h"

void exceptions_end(const struct party_port *port, uint32_t customer, struct fee_customer *c)
{
    struct message message = {.type = MSG_ORDER_CANCEL,
                              .kind = ORDER_EXCEPTION,
                              .code = ORDER_CLOSED,
                              .customer = customer};
    if (!(c->flags & FEE_EXCEPTION))
        return;
    c->flags &= (uint8_t)~FEE_EXCEPTION;
    party_send(port, PARTY_MARKETING, message);
}

void exceptions_turn(const struct party_port *port, const struct fee_policy *policy,
                     uint32_t customer, struct fee_customer *c, enum calc_cause cause)
{
    struct message message = {.customer = customer, .kind = ORDER_EXCEPTION};
    bool has_result = c->flags & FEE_RESULT;
    message.value = c->cause ? c->cause : cause;
    c->cause = CAUSE_NONE;
    c->flags &= (uint8_t)~FEE_RESULT;
    if (!has_result) {
        if (c->missing_days < UINT8_MAX)
            c->missing_days++;
        if (c->missing_days == policy->exception_after_days && !(c->flags & FEE_EXCEPTION)) {
            c->flags |= FEE_EXCEPTION;
            message.type = MSG_ORDER_REQUEST;
            party_send(port, PARTY_MARKETING, message);
        }
        return;
    }
    c->missing_days = 0;
    exceptions_end(port, customer, c);
}

int exceptions_report(struct fee_customer *c, unsigned code)
{
    if (code == RESULT_OK) {
        c->flags &= (uint8_t)~FEE_EXCEPTION;
        c->missing_days = 0;
    }
    return FK_OK;
}
