/* sim/watch/check_loads.h - load control of local meters (section 20, seed 001), with INV-17: a
 * meter is dark without being out of money only while its load control holds it, which trips when
 * the load was above the limit for its delay and neither sooner nor later, and closes when it says.
 * What load there was is worked out from supply alone; somebody with something between relay and
 * light is left out. Part of the monitor. */
#ifndef SIM_WATCH_CHECK_LOADS_H
#define SIM_WATCH_CHECK_LOADS_H
#include "sim/watch/books.h"

/* EVENT_WALLET of a trip or a closing by load, or of another meter. */
void check_load(struct books *books, const struct party_note *note, ms_t now);
/* EVENT_SUPPLY, before the books know of it. */
void check_load_supply(struct books *books, uint32_t customer, bool was_on, ms_t now);
/* At midnight. True if load control holds the meter open. */
bool check_load_day(struct books *books, uint32_t customer, bool is_on, ms_t now);
#endif
