/* sim/watch/check_orders.h - INV-06, INV-07 and INV-14: orders, each at most once in time, for one
 * cause, and to an end. Only open orders are kept. */
#ifndef SIM_WATCH_CHECK_ORDERS_H
#define SIM_WATCH_CHECK_ORDERS_H
#include "sim/watch/books.h"

/* What an order is about, while it is open. */
struct open_order {
    uint32_t id, customer, strategy;
    uint8_t kind, state; /* enum order_kind, order_state */
    ms_t since;          /* last change */
};

void check_orders_init(struct slots *orders);
/* An EVENT_ORDER. */
void check_order(struct books *books, struct slots *orders, const struct party_note *note,
                 ms_t now);
/* A timer of the books about an order is over. */
void check_order_limit(struct books *books, struct slots *orders, const struct timer *timer);
/* The strategy of a held order has ended: nobody has to look at the order any more. */
void check_order_unheld(struct books *books, struct slots *orders, struct books_case *c);
/* End of the run: remote orders that nobody works on. */
void check_orders_left(struct books *books, const struct slots *orders, ms_t now);
#endif
