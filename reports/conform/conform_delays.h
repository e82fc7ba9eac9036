/* reports/conform/conform_delays.h - answer delays of a conformance run by function, from its
 * trace. Pure but for the memory it sorts in; reentrant. */
#ifndef REPORTS_CONFORM_CONFORM_DELAYS_H
#define REPORTS_CONFORM_CONFORM_DELAYS_H
#include "conformance/run/trace.h"

#define CONFORM_DELAY_LEAST 20  /* ms, DL/T 645-2007 5.3.3 */
#define CONFORM_DELAY_MOST  500 /* ms, the same */
#define CONFORM_DELAY_ROWS  33  /* 32 function codes and the sum */

struct conform_delay_row {
    uint8_t function;      /* function code of the request, 0..1F */
    size_t count;          /* answers */
    size_t outside;        /* of these, earlier or later than the limits */
    ms_t min, median, max; /* median: the lower middle one */
};

/* `error_ms` is by how much a moment may be off: 0 for sim:, CASE_STAMP_MS for real lines; only
 * what is outside for certain counts as outside. Fills rows[0..n) in order of the function codes,
 * then rows[n] for all of them, and returns n (0: no answer was measured, rows[0] has count 0), or
 * FK_E_MEMORY. What counts is the first byte received after a request that is one whole frame; a
 * request may have been sent in pieces. */
FK_MUST_CHECK int conform_delays_collect(const struct conform_trace *trace, ms_t error_ms,
                                         struct conform_delay_row rows[CONFORM_DELAY_ROWS]);
#endif
