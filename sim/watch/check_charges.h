/* sim/watch/check_charges.h - INV-02: what fee control has
 * available for somebody is his money less the charge by the monitor's own arithmetic, for the
 * registers that were pushed and the versions that are known. */
#ifndef SIM_WATCH_CHECK_CHARGES_H
#define SIM_WATCH_CHECK_CHARGES_H
#include "sim/watch/books.h"

/* Any note. Estimates of a calculation, and what a strategy or a decision rests on. Somebody with
 * money that fee control has not been told of is left alone. With one price, while a run is under
 * way and where registers may be refused or left out, a charge of fewer registers will
 * do, what is wrong is told once for each register, and who had an agreement that began or ended is
 * left to INV-13. */
void check_charges(struct books *books, const struct party_note *note, ms_t now);

/* INV-13 for money: a note that tells what fee control has available for somebody who had an
 * agreement before, where there is no bill and no version of a tariff is loaded late. What he was
 * charged then he is charged still: without money his balance does not rise. */
void check_conserved(struct books *books, const struct party_note *note, ms_t now);
#endif
