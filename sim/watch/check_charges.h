/* sim/watch/check_charges.h - INV-02 with versions of a tariff: what fee control has
 * available for somebody is his money less the charge by the monitor's own arithmetic, for the
 * registers that were pushed and the versions that are known. */
#ifndef SIM_WATCH_CHECK_CHARGES_H
#define SIM_WATCH_CHECK_CHARGES_H
#include "sim/watch/books.h"

/* Any note; books->segments.plans is there. Estimates of a calculation, and what a strategy or a
 * decision rests on. Somebody with money that fee control has not been told of is left alone. */
void check_charges(struct books *books, const struct party_note *note, ms_t now);

/* INV-13 for money: a note that tells what fee control has available for somebody who had an
 * agreement before, where there is one price and no bill. What he was charged then he is charged
 * still: without money his balance does not rise. */
void check_conserved(struct books *books, const struct party_note *note, ms_t now);
#endif
