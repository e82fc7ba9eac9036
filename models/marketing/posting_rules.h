/* models/marketing/posting_rules.h - when a payment that has come over I11 is posted (到账): after
 * the delay of its channel (P-PAY-02 to P-PAY-05), over some of them in working time alone, and not
 * while their bank changes its day at night (日切, P-PAY-08). Pure, thread-safe.
 *
 * Questions: Q42, Q91 */
#ifndef MODELS_MARKETING_POSTING_RULES_H
#define MODELS_MARKETING_POSTING_RULES_H
#include "base/chance.h"
#include "models/house/terms.h"

struct posting_rules {
    struct chance_dist usual;                /* delay of a channel that has none of its own */
    struct chance_dist delays[PAY_CHANNELS]; /* count 0: the usual one */
    uint32_t in_hours;                       /* bit set of channels ... */
    struct clock_window hours;               /* ... that post in them, on working days */
    uint32_t at_night;                       /* bit set of channels ... */
    ms_t night_from, night_to; /* ... that do not post between these times of day; over midnight if
                                * `night_to` is the smaller one, never if they are the same */
};

/* When the payment is posted that comes over `channel` at `now`, >= now. `counter`: of its draws.
 * In hours the delay begins to run when they have begun, and a posting that would come after their
 * end waits for the next; one that would come at night waits for its end. */
ms_t posting_time(const struct posting_rules *rules, unsigned channel, uint64_t seed,
                  uint32_t customer, uint64_t counter, ms_t now);
#endif
