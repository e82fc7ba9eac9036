/* models/feecontrol/fee_state.h - what the fee-control system is: its records and what it is set up
 * with. Who runs it includes feecontrol.h, its own files fee_parts.h. */
#ifndef MODELS_FEECONTROL_FEE_STATE_H
#define MODELS_FEECONTROL_FEE_STATE_H
#include "base/slots.h"
#include "base/timers.h"
#include "models/feecontrol/customer_state.h"
#include "models/feecontrol/desks.h"
#include "models/feecontrol/flaws.h"
#include "models/feecontrol/holds.h"
#include "models/feecontrol/looks.h"
#include "models/feecontrol/outcomes.h"
#include "models/feecontrol/trips.h"
#include "models/house/locks.h"
#include "models/house/seat.h"
#include "models/house/segments.h"
#include "models/meter/drawn_use.h"
#include "models/tariff/plan.h"

/* A run of the calculation, from its push to its judgement. What it computes with is what was there
 * when it was pushed. */
struct fee_run {
    bool is_open;
    uint8_t number;   /* of the run in its day, from 0 */
    int32_t day;      /* day number of the run */
    int32_t until;    /* day number of the freezes it may use */
    uint32_t file;    /* of its push, until it begins */
    void *room;       /* from malloc, with both arrays in it: it is as long as a push */
    uint32_t *values; /* by customer, 0.01 kWh; with plans the columns of enum tariff_column */
    uint8_t *ages;    /* by customer: days before `until`, or FEE_NO_REGISTER */
};
#define FEE_NO_REGISTER 255 /* nothing new */

/* Hands over the file of registers that a push (I3) announced, as room, values and ages of `run`,
 * which frees the room: of every customer the newest register that was frozen at 00:00 of day
 * number `until` (days since 1970-01-01 CST) or before, 0.01 kWh, and how many days before `until`,
 * 0 .. 254; 255: there is none. It holds what had come in when the push was made; with plans in the
 * columns of enum tariff_column. Called once for each file; `run` NULL: nobody wants it any
 * more. */
typedef int fee_registers_fn(void *context, uint32_t file, int32_t until, struct fee_run *run);

/* Who is not enrolled, or not computed yet (T1, T23). Whoever has no record is enrolled and
 * computed every day. OUT --agreement--> WAITS --settled reading--> IN --agreement ends--> OUT The
 * settled reading is the first register of the day of the agreement or later that a calculation may
 * use, with bills that which marketing settles by it: the estimate begins there. Who comes
 * back where there is one price and no bill is IN at once: his estimate goes on from the settled
 * reading that he has, so that he pays what he used meanwhile. A record of somebody IN counts the
 * faults that keep a settled reading from his file. */
enum fee_enrolment { ENROLLED_IN, ENROLLED_WAITS, ENROLLED_OUT };
struct fee_agreement {
    uint32_t id;       /* customer */
    int32_t first_day; /* of ENROLLED_WAITS: day number of the first register that will do */
    uint8_t phase;     /* enum fee_enrolment */
    uint8_t unfiled;   /* faults in force that keep a settled reading from his file */
    bool is_settled;   /* of ENROLLED_OUT: he has a settled reading from an agreement before */
    uint16_t settled;  /* with bills: day number of the last that marketing told of, 0: none */
};

/* With plans and bills: what marketing said last of a settled reading (MSG_COUNTED), and of which
 * day the reading in fee_customer.settled is. Where both are of one day, the account of the tariff
 * begins there. */
struct fee_counted {
    uint32_t peak, energy; /* 0.01 kWh */
    uint16_t day, settled; /* 0: none */
};

struct feecontrol_config {
    uint32_t customers;
    const struct segments *segments;
    const struct fee_policy *policies; /* by segment.policy; a run goes by the reading_lag_days of
                                        * the first */
    uint32_t policy_count;             /* at least 1 */
    const struct fee_policy_change *changes; /* ascending */
    uint32_t change_count;
    const price_t *prices;           /* by segment.tariff, or: */
    const struct tariff_plan *plans; /* by segment.tariff; NULL: `prices` */
    uint64_t seed;                   /* of what people decide */
    bool takes_all;                  /* registers that jump or go backwards too */
    kwh100_t jump_above;             /* a use of a day above this, 0: without limit ... */
    uint32_t jump_factor;            /* ... and so many times the mean is refused (P-CAL-10) */
    const uint32_t *means;           /* by segment.load, use of a day from the customer's file */
    const struct drawn_use *use;     /* whose mean it is instead, NULL: those */
    bool extrapolates;               /* who has no result is told by his mean use */
    bool selects;              /* those who cannot come near an amount are not computed ... */
    uint32_t selection_days;   /* ... for so many days of their mean use (P-CAL-09) */
    struct lock_places places; /* of protection and holds by line and area */
    /* The same by the versions that are known before `loaded_at`; NULL: all are. */
    const struct tariff_plan *stale_plans;
    bool is_even; /* all plans are (tariff_plan_is_even), and there are no stale ones */
    ms_t loaded_at;
    const int32_t *turns; /* days on which a span of a plan begins, ascending */
    uint32_t turn_count;
    bool is_settled; /* marketing makes bills */
};

/* What the cuts under one policy have in common: failures, whose escalation waits for it, who
 * approves them, and when the next of those may leave that were held. */
struct fee_failures {
    struct outcomes outcomes; /* of cut orders that were tried */
    struct holds held;        /* */
    struct desks desks;       /* T7, T8 */
    ms_t next_turn;           /* */
    uint32_t cuts;            /* of day `cuts_day`, with a mass brake alone */
    int32_t cuts_day;
};

struct feecontrol {
    const struct party_port *port;
    struct feecontrol_config config; /* its tables are borrowed */
    struct fee_customer *customers;
    struct tariff_account *accounts; /* by customer, with plans that are not even */
    struct tariff_account *stale;    /* by stale_plans, which count until `loaded`; NULL then */
    struct fee_counted *counted;     /* with plans and bills only */
    ms_t loaded;                     /* MS_NEVER: all versions are known */
    uint32_t count;
    struct slots cases;      /* struct fee_case, of the few with something going on */
    struct slots agreements; /* struct fee_agreement, of who is not enrolled or not computed yet */
    struct slots flaws;      /* struct flaw, of who cannot be computed */
    ms_t results_at;         /* time of day before which the first run of a day is not used */
    uint8_t last_run;        /* number of the last run of a day, 0: there is one */
    bool is_noting_all;      /* note EVENT_CALC for every computation (recording level full) */
    fee_registers_fn *registers;
    void *register_context;
    struct timers timers;
    struct fee_failures *failures; /* by office of the policy */
    uint32_t *deferred; /* customers whose cut waits for the end of the run that judges, by id */
    uint32_t deferred_count, deferred_capacity;
    struct looks looks;     /* after late movements */
    struct slots trips;     /* struct trip_record, of those who close by hand (CQ-2) */
    struct locks locks;     /* who must not be cut */
    uint32_t next_strategy; /* from 1 */
    uint32_t notices;       /* of cuts that were asked for, to say which a cancel means */
    struct fee_run runs[2]; /* under way: the first of a day and one of the later ones */
    struct fee_run next[2]; /* pushed meanwhile: begins when that one is over; no arrays */
    int32_t counted_day;    /* day number whose results were counted last */
    int32_t
        ahead; /* day number of the freezes that the last counted run might use, 0: none */
    ms_t next_count; /* end of the present day: counted then if no run did; MS_NEVER */
    /* of the day so far, for the day's statistics; reset by the reader */
    uint32_t calculated;
    uint32_t rejected;  /* registers that were refused */
    ms_t first_run_end; /* 0 = not ended yet */
};
/* Columns of fee_run.values. */
static inline uint32_t fee_run_columns(const struct feecontrol *fee)
{
    return fee->accounts ? TARIFF_COLUMNS : 1;
}
/* All of it but what the policy, the price and the owner set (base/image.h). */
void feecontrol_image(struct feecontrol *fee, struct image *image);
#endif
