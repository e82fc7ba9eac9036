/* models/marketing/orders.h - work orders of the marketing system: making, moving through their
 * life cycle, limits. Used by marketing.c. */
#ifndef MODELS_MARKETING_ORDERS_H
#define MODELS_MARKETING_ORDERS_H
#include "models/marketing/marketing.h"

/* Kinds of timers in marketing->timers. */
enum marketing_timer { MARKETING_TIMER_POSTING, MARKETING_TIMER_LIMIT };

/* MSG_ORDER_REQUEST, MSG_ORDER_CANCEL of fee control. */
FK_MUST_CHECK int orders_make(struct marketing *marketing, const struct message *message, ms_t now);
FK_MUST_CHECK int orders_cancel(struct marketing *marketing, const struct message *message,
                                ms_t now);
/* MSG_ORDER_ACCEPTED, MSG_ORDER_EXECUTING, MSG_ORDER_RESULT, MSG_STATUS_REPORT,
 * MSG_FIELD_RESULT. */
FK_MUST_CHECK int orders_report(struct marketing *marketing, const struct message *message,
                                ms_t now);
/* The limit of order `id` set for `due` has come: it is taken back, and when its last try is over
 * the status word decides. */
void orders_limit(struct marketing *marketing, uint32_t id, ms_t due, ms_t now);
#endif
