/* models/feecontrol/looks.h - customers whose relay may have moved behind the back of the decision:
 * a try that was given up has been carried out after all, long after its order was over (R-16,
 * The status word is read when nothing is under way for him, and again until it is
 * known.
 *
 *   wanted --begin--> asked --answer--> over
 *     ^                 |
 *     +--- moved on, or no answer within LOOKS_AGAIN
 *
 * A question without an answer is asked again under its number: where reads wait for a place longer
 * than LOOKS_AGAIN, the answer to the first time counts as well as any.
 *
 * Not shared between threads.
 *
 * Questions: Q76, Q85 */
#ifndef MODELS_FEECONTROL_LOOKS_H
#define MODELS_FEECONTROL_LOOKS_H
#include "base/clock.h"
#include "base/slots.h"

#define LOOKS_AGAIN (30 * MS_MINUTE)

struct looks {
    struct slots wanted; /* struct look, by customer */
    uint32_t asked;      /* questions so far: the number of the latest */
};
struct look {
    uint32_t id;    /* customer */
    uint32_t order; /* whose try it was */
    uint32_t asked; /* number of the question, which its answer carries; 0: a new one is due */
    ms_t due;       /* no answer by then: again; 0: not asked yet */
};

void looks_init(struct looks *looks);
void looks_fini(struct looks *looks);
/* A try of `order` moved his relay, nobody knows when. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int looks_want(struct looks *looks, uint32_t customer, uint32_t order);
/* His decision moves on: an answer that is under way may be older, and does not count. */
void looks_move(struct looks *looks, uint32_t customer);
/* The look if he is to be looked at now: about `order`, as question `asked`, until `due`; NULL if
 * not. Holds until looks are next changed. */
const struct look *looks_begin(struct looks *looks, uint32_t customer, ms_t now);
/* The date of a look: true if it had no answer, it is wanted again. */
bool looks_is_over(struct looks *looks, uint32_t customer, ms_t due);
/* The answer to question `asked`. 1: it counts, he needs no look any more; 0: it does not, or was
 * asked for before he moved on; or FK_E_MEMORY. */
FK_MUST_CHECK int looks_end(struct looks *looks, uint32_t customer, uint32_t asked);
/* Loading refuses looks at customers from `customers` on. */
void looks_image(struct looks *looks, struct image *image, uint32_t customers);
#endif
