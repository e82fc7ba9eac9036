/* sim/watch/check_trips.h - INV-03, INV-04, INV-10 and INV-16: what must hold when a command leaves
 * or a crew cuts. */
#ifndef SIM_WATCH_CHECK_TRIPS_H
#define SIM_WATCH_CHECK_TRIPS_H
#include "sim/watch/books.h"

/* A trip: a command 1A that leaves the master, or a crew's switch on site. At most one violation of
 * each invariant. */
void check_trip(struct books *books, uint32_t customer, bool is_crew, ms_t now);
/* INV-10: a command to close, or to permit it, leaves the master; to whoever closes by hand (CQ-7),
 * or before whoever must be told of it is. */
void check_close(struct books *books, uint32_t customer, bool is_permit, ms_t now);
/* what is decided of a restore, and the notice of it is delivered. */
void check_word_strategy(struct books *books, const struct party_note *note, ms_t now);
void check_word_told(struct books *books, const struct party_note *note, ms_t now);
#endif
