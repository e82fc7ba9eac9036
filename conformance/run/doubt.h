/* conformance/run/doubt.h - whose a deviation is on a line that brings bytes which nobody sent.
 *
 * A byte of noise inside an answer, or heard in a silence, looks like a fault of the device. It
 * does not come again. So a test that deviates while such bytes have been seen in the run is done
 * again, up to twice, and the deviation is the device's if it comes back:
 *
 *   rests on                          it comes back when
 *   bytes that are no frame           the same step is decided by the very same bytes, twice
 *                                     (every time if they are fewer than four)
 *   a sound frame                     the same step deviates twice
 *   silence (a request may be lost)   the same step deviates every time
 *
 * A deviation that does not come back is inconclusive: noise on the line. Tests that must not be
 * repeated (wrong passwords lock a level; a device that was not put back) keep one that rests on a
 * sound frame. On a line without such bytes nothing is repeated. One thread. */
#ifndef CONFORMANCE_RUN_DOUBT_H
#define CONFORMANCE_RUN_DOUBT_H
#include "conformance/run/result.h"

#define CONFORM_ATTEMPTS 3

/* Zero before the first attempt. */
struct conform_doubt {
    struct conform_test_result seen[CONFORM_ATTEMPTS]; /* attempts that deviated */
    size_t deviations, attempts;
};

/* Weighs one attempt: `out` is what it left, `verdict` what it came to. True: do it again, with the
 * result that *out now holds. False: *verdict and *out are those of the test. `is_noisy`: bytes
 * that belong to no frame were seen in the run. */
bool conform_doubt_again(struct conform_doubt *doubt, const struct conform_trace *trace,
                         bool is_noisy, bool may_repeat, enum fk_lang lang,
                         enum conform_verdict *verdict, struct conform_test_result *out);
#endif
