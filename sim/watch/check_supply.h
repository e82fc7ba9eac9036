/* sim/watch/check_supply.h - INV-02, INV-05, INV-17 and INV-18: who has supply and who has not,
 * against money and against what the systems believe. */
#ifndef SIM_WATCH_CHECK_SUPPLY_H
#define SIM_WATCH_CHECK_SUPPLY_H
#include "sim/watch/books.h"

/* Money, register, relay or supply of a customer may have changed: the times that INV-05 and INV-18
 * count begin, go on or end. */
void check_supply(struct books *books, uint32_t customer, ms_t now);
/* An order of his was made or came to its end: whether somebody works on what he is owed. */
void check_supply_orders(struct books *books, struct books_case *c, ms_t now);
/* INV-18: locks of this scope and `id` have ended: the time of those who are free now begins anew
 * (holds and protection are not counted). */
void check_supply_unlocked(struct books *books, enum lock_scope scope, uint32_t id, ms_t now);
/* An EVENT_SUPPLY: L5 against L4, where nothing lies between them. */
void check_contact(struct books *books, uint32_t customer, bool is_on, ms_t now);
/* An EVENT_TERMINAL: a concentrator is lost, or heard again. */
void check_terminal(struct books *books, const struct party_note *note, ms_t now);
/* A timer of the books about a customer is over. */
void check_supply_limit(struct books *books, const struct timer *timer);
/* INV-17 and INV-02, end of a day: whoever was quiet for the whole of it, under a terminal that was
 * heard. */
void check_layers(struct books *books, ms_t now);
/* INV-17, end of the run: whoever was quiet for the last hour, under a terminal that was heard, and
 * has nothing under way. */
void check_layers_left(struct books *books, ms_t now);
#endif
