/* sim/watch/check_orders.h - INV-06, INV-07 and INV-14: orders, each at most once in time, for one
 * cause, and to an end; restores before cuts (INV-05). Only open orders are kept. */
#ifndef SIM_WATCH_CHECK_ORDERS_H
#define SIM_WATCH_CHECK_ORDERS_H
#include "sim/watch/books.h"

/* What an order is about, while it is open. */
struct open_order {
    uint32_t id, customer, strategy;
    uint8_t kind, state; /* enum order_kind, order_state */
    bool is_stuck;       /* INV-06 is said */
    bool is_waiting;     /* a restore that has had no try, counted in books.restores */
    bool is_begun;       /* a try has left since it was sent, or it was taken back */
    ms_t since;          /* last change */
};

void check_orders_init(struct slots *orders);
/* EVENT_ORDER of an order of a meter (order_is_of_meter). */
void check_meter_order(struct books *books, struct slots *orders, const struct party_note *note,
                       ms_t now);
/* An EVENT_ORDER. */
void check_order(struct books *books, struct slots *orders, const struct party_note *note,
                 ms_t now);
/* The status word asked for this order was read: it says what came of it, unless it says
 * that a trip is delayed: the command is in force, and the contact has not moved yet. */
void check_order_told(struct books *books, struct slots *orders, uint32_t id, int64_t word,
                      ms_t now);
/* The master says that it still waits for its first try. */
void check_order_waits(struct slots *orders, uint32_t id, ms_t now);
/* Its first try leaves, or it is taken back: it waits no longer. */
void check_order_begun(struct books *books, struct slots *orders, uint32_t id);
/* INV-05: a trip leaves to this customer; no restore of his concentrator may wait meanwhile. */
void check_order_passed(struct books *books, uint32_t customer, ms_t now);
/* A timer of the books about an order is over. */
void check_order_limit(struct books *books, struct slots *orders, const struct timer *timer);
/* The strategy of a held order has ended: nobody has to look at the order any more. */
void check_order_unheld(struct books *books, struct slots *orders, struct books_case *c);
/* End of the run: remote orders that nobody works on. */
void check_orders_left(struct books *books, const struct slots *orders, ms_t now);
/* What was loaded of them. */
void check_orders_loaded(const struct books *books, const struct slots *orders,
                         struct image *image);
#endif
