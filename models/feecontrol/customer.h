/* models/feecontrol/customer.h - decision state machine of one customer (L1), system rules section
 * 6: transitions T1..T23 with rules R-09..R-17. Pure: the step changes the record and says what
 * must be done; it sends nothing, draws nothing and reads no clock. Reentrant.
 *
 * Questions: Q10, Q22, Q23, Q24, Q25, Q26, Q27, Q72 */
#ifndef MODELS_FEECONTROL_CUSTOMER_H
#define MODELS_FEECONTROL_CUSTOMER_H
#include "models/feecontrol/customer_state.h"

/* One step at `now`; `open` is his case, zeroed if he has none. For events with a new available
 * balance the caller has stored it in customer->available. Effects are to be carried out in order.
 * Events that mean nothing in the present state change nothing. */
void fee_customer_step(struct fee_customer *customer, struct fee_case *open,
                       const struct fee_policy *policy, const struct fee_event *event, ms_t now,
                       struct fee_effects *effects);
#endif
