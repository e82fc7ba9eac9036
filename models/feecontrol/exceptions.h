/* models/feecontrol/exceptions.h - calculation exceptions (测算异常): whoever had no result on
 * consecutive days gets an exception order, which ends with his next result. */
#ifndef MODELS_FEECONTROL_EXCEPTIONS_H
#define MODELS_FEECONTROL_EXCEPTIONS_H
#include "models/feecontrol/customer.h"
#include "models/house/party.h"

/* Counts a day of a customer, whatever the cause. The exception carries the cause of the last day:
 * the customer's own, or `cause`, that of whoever had no register. */
void exceptions_day(const struct party_port *port, const struct fee_policy *policy,
                    uint32_t customer, struct fee_customer *c, enum calc_cause cause);
#endif
