/* models/feecontrol/looks.h - customers whose relay may have moved behind the back of the decision:
 * a try that was given up has been carried out after all, long after its order was over (R-16,
 * The status word is read when nothing is under way for him, and again until it is
 * known.
 *
 *   wanted --begin--> asked --answer--> over
 *     ^                 |
 *     +--- moved on, or no answer within LOOKS_AGAIN
 *
 * Not shared between threads. */
#ifndef MODELS_FEECONTROL_LOOKS_H
#define MODELS_FEECONTROL_LOOKS_H
#include "base/clock.h"
#include "base/slots.h"

#define LOOKS_AGAIN (30 * MS_MINUTE)

struct looks {
    struct slots wanted; /* struct look, by customer */
};
struct look {
    uint32_t id;    /* customer */
    uint32_t order; /* whose try it was */
    ms_t due;       /* no answer by then: again; 0: not asked yet */
};

void looks_init(struct looks *looks);
void looks_fini(struct looks *looks);
/* A try of `order` moved his relay, nobody knows when. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int looks_want(struct looks *looks, uint32_t customer, uint32_t order);
/* His decision moves on: an answer that is under way may be older, and does not count. */
void looks_move(struct looks *looks, uint32_t customer);
/* True if he is to be looked at now: asked about `*order`, until `*due`. */
bool looks_begin(struct looks *looks, uint32_t customer, ms_t now, uint32_t *order, ms_t *due);
/* The date of a look: true if it had no answer, it is wanted again. */
bool looks_is_over(struct looks *looks, uint32_t customer, ms_t due);
/* The answer. 1: it counts, he needs no look any more; 0: it does not; or FK_E_MEMORY. */
FK_MUST_CHECK int looks_end(struct looks *looks, uint32_t customer);
/* Loading refuses looks at customers from `customers` on. */
void looks_image(struct looks *looks, struct image *image, uint32_t customers);
#endif
