/* models/feecontrol/desks.h - the desks of those who approve cuts (审批, T7, T8): one level or two,
 * each with a queue and so many approvers, who work in their hours of working days and take a time
 * for each decision. A decision that was begun is finished, also behind the hours.
 *
 *   ask --> waiting --an approver is free--> under way --> answer
 *             |                                 |
 *             +------- limit is over -----------+--> answer: timed out
 *
 * What is asked for is a cut strategy. Not shared between threads. */
#ifndef MODELS_FEECONTROL_DESKS_H
#define MODELS_FEECONTROL_DESKS_H
#include "base/slots.h"
#include "base/timers.h"
#include "models/feecontrol/policy.h"

#define DESK_LEVELS 2

/* One strategy at a desk, until it is answered. */
struct approval {
    uint32_t id; /* strategy */
    uint32_t customer;
    uint8_t level;   /* 1 or 2 */
    ms_t decided_at; /* somebody is at it until then, 0: nobody */
    ms_t due;        /* end of the limit of the level, MS_NEVER without one */
};
struct desks {
    const struct fee_policy *policy; /* borrowed */
    uint64_t seed;
    struct slots open;                /* struct approval */
    struct fifo waiting[DESK_LEVELS]; /* strategies; some may be forgotten */
    uint32_t busy[DESK_LEVELS];       /* approvers */
    struct timers dates;
    uint32_t absences; /* reasons for which nobody is there */
    ms_t begin_at;     /* when approvers who are free take what waits, MS_NEVER: nothing to take */
};
struct desk_answer {
    uint32_t strategy, customer;
    uint8_t level;
    bool is_approved, is_late; /* neither: rejected */
};

/* FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int desks_init(struct desks *desks, const struct fee_policy *policy, uint64_t seed);
void desks_fini(struct desks *desks);
/* The strategy comes to the desk of a level; one that is there already stays. FK_OK or
 * FK_E_MEMORY. */
FK_MUST_CHECK int desks_ask(struct desks *desks, uint32_t strategy, uint32_t customer,
                            unsigned level, ms_t now);
/* Nobody wants an answer any more. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int desks_forget(struct desks *desks, uint32_t strategy);
/* Nobody comes to the desks from now on, or one reason for it is over: what is under way there is
 * decided, nothing new is taken. */
void desks_absence(struct desks *desks, bool begins, ms_t now);
/* Next moment for desks_take, MS_NEVER without one. */
ms_t desks_due(const struct desks *desks);
/* 1: an answer at `now`; 0: none any more, or FK_E_MEMORY. */
FK_MUST_CHECK int desks_take(struct desks *desks, ms_t now, struct desk_answer *answer);
/* Loading refuses customers from `customers` on. */
void desks_image(struct desks *desks, struct image *image, uint32_t customers);
#endif
