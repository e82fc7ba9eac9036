/* sim/watch/check_trips.h - INV-03, INV-04, INV-10 and INV-16: what must hold when a command leaves
 * or a crew cuts. */
#ifndef SIM_WATCH_CHECK_TRIPS_H
#define SIM_WATCH_CHECK_TRIPS_H
#include "sim/watch/books.h"

/* A trip: a command 1A that leaves the master, or a crew's switch on site. At most one violation of
 * each invariant. */
void check_trip(struct books *books, uint32_t customer, bool is_crew, ms_t now);
/* INV-10: a command to close, or to permit it, leaves the master. */
void check_close(struct books *books, uint32_t customer, ms_t now);
#endif
