/* models/marketing/meter_orders.h - orders that a person gives a meter by hand: protect (3A,
 * 3B) and alarm (2A, 2B). They have no strategy (INV-07), move no relay for the fee, and fee
 * control is not told: what they do to a cut it learns from the meter. */
#ifndef MODELS_MARKETING_METER_ORDERS_H
#define MODELS_MARKETING_METER_ORDERS_H
#include "models/marketing/orders.h"

/* MSG_START of START_PROTECT .. START_ALARM_END: the order is made and goes to the collection
 * system. FK_OK, FK_E_MEMORY, FK_E_RANGE when ids are used up, FK_E_ARG for another start. */
FK_MUST_CHECK int meter_orders_make(struct orders *orders, const struct message *start, ms_t now);
/* Word of one that is open; its limit is kept by orders_tick. FK_OK or
 * FK_E_MEMORY. */
FK_MUST_CHECK int meter_orders_report(struct orders *orders, struct work_order *order,
                                      const struct message *message, ms_t now);
#endif
