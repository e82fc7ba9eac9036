/* models/feecontrol/holds.h - cut orders whose escalation is held for a common cause, and when they
 * go on: when an order has succeeded since and none failed with that code for a window. A
 * person, who looks at them the next working day, is the owner's date. Outcomes come in order of
 * time. Not shared between threads.
 *
 * Questions: Q39 */
#ifndef MODELS_FEECONTROL_HOLDS_H
#define MODELS_FEECONTROL_HOLDS_H
#include "base/id_map.h"
#include "base/timers.h"
#include "models/house/terms.h"

struct holds {
    struct id_map
        codes; /* customer -> code that is, or was, held, until his cut is over; and whether
                          * he still waits */
    struct timers
        waiting[RESULT_CODES];    /* by code: due is the moment of the hold, id the customer */
    ms_t failed_at[RESULT_CODES]; /* latest failure with a code */
    ms_t ok_at;                   /* latest success */
    ms_t window;
};

/* FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int holds_init(struct holds *holds, ms_t window);
void holds_fini(struct holds *holds);
/* A cut order ended with `code` at `now`. */
void holds_outcome(struct holds *holds, unsigned code, ms_t now);
/* The customer's order that failed with `code` is held from `now` on. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int holds_add(struct holds *holds, uint32_t customer, unsigned code, ms_t now);
/* True if he waits; he does so until he goes on. */
bool holds_waits(const struct holds *holds, uint32_t customer);
void holds_go_on(struct holds *holds, uint32_t customer);
/* True if an order of his was held with this code since his cut began. */
bool holds_had(const struct holds *holds, uint32_t customer, unsigned code);
/* His cut is over, whatever came of it. */
void holds_forget(struct holds *holds, uint32_t customer);
/* Moment at which holds_take has a customer, as far as is known: MS_NEVER without a success. */
ms_t holds_due(const struct holds *holds);
/* Takes one who is to go on and waits. */
bool holds_take(struct holds *holds, ms_t now, uint32_t *customer);
void holds_image(struct holds *holds, struct image *image, uint32_t customers);
#endif
