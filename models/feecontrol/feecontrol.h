/* models/feecontrol/feecontrol.h - the fee-control system (营销远程费控系统, A8): keeps a copy of
 * registers and balances, computes the available balance of everybody, steps the decision machine
 * of each customer and carries out what it asks for. A party behind a port (models/house/party.h).
 *
 *   I3 push -> import -> calculate (capacity) -> judge all -> strategies, SMS requests, orders
 *   I4 receipt -> recompute one -> restore path
 *
 * Memory is allocated by feecontrol_init and freed by feecontrol_fini; handlers only grow the
 * timers. */
#ifndef MODELS_FEECONTROL_FEECONTROL_H
#define MODELS_FEECONTROL_FEECONTROL_H
#include "base/slots.h"
#include "base/timers.h"
#include "models/feecontrol/customer.h"
#include "models/feecontrol/holds.h"
#include "models/feecontrol/looks.h"
#include "models/feecontrol/outcomes.h"
#include "models/house/seat.h"
#include "models/house/segments.h"

/* Takes over the file of registers that a push (I3) announced: of every customer the newest one
 * that was frozen at 00:00 of day number `until` (days since 1970-01-01 CST) or before, 0.01 kWh,
 * and how many days before `until`, 0 .. 254; 255: there is none. It holds what had come in when
 * the push was made. Called once for each file; `values` NULL: nobody wants it any more. */
typedef int fee_registers_fn(void *context, uint32_t file, int32_t until, uint32_t *values,
                             uint8_t *ages);

/* A run of the calculation, from its push to its judgement. What it computes with is what was there
 * when it was pushed. */
struct fee_run {
    bool is_open;
    int32_t day;      /* day number of the run */
    int32_t until;    /* day number of the freezes it may use */
    uint32_t file;    /* of its push, until it begins */
    uint32_t *values; /* by customer, 0.01 kWh */
    uint8_t *ages;    /* by customer: days before `until`, FEE_NO_REGISTER: nothing new */
};
#define FEE_NO_REGISTER 255

struct feecontrol_config {
    uint32_t customers;
    const struct segments *segments;
    /* By segment.policy. What the runs of the calculation and all cut orders together go by is that
     * of the first: reading_lag_days, hold_window, hold_orders, hold_percent. */
    const struct fee_policy *policies;
    const price_t *prices; /* by segment.tariff */
};

struct feecontrol {
    const struct party_port *port;
    struct feecontrol_config config; /* its tables are borrowed */
    struct fee_customer *customers;
    uint32_t count;
    struct slots cases; /* struct fee_case, of the few with something going on */
    ms_t results_at;    /* time of day before which the first run of a day is not used */
    bool has_second_run;
    bool is_noting_all; /* note EVENT_CALC for every computation (recording level full) */
    fee_registers_fn *registers;
    void *register_context;
    struct timers timers;
    struct outcomes outcomes; /* of cut orders that were tried */
    struct holds holds;       /* */
    struct looks looks;       /* after late movements */
    uint32_t next_strategy;   /* from 1 */
    struct fee_run runs[2];   /* under way: the first and the second of a day */
    struct fee_run next[2];   /* pushed meanwhile: begins when that one is over; no arrays */
    int32_t counted_day;      /* day number whose results were counted last */
    ms_t next_count;          /* end of the present day: counted then if no run did; MS_NEVER */
    /* of the day so far, for the day's statistics; reset by the reader */
    uint32_t calculated;
    ms_t first_run_end; /* 0 = not ended yet */
};

FK_MUST_CHECK int feecontrol_init(struct feecontrol *fee, const struct party_port *port,
                                  const struct feecontrol_config *config);
void feecontrol_fini(struct feecontrol *fee);
/* Handles one message. FK_OK, FK_E_MEMORY, FK_E_ARG for messages that fee control does not know,
 * FK_E_RANGE for a balance that 32 bits do not hold. */
FK_MUST_CHECK int feecontrol_handle(struct feecontrol *fee, const struct message *message,
                                    ms_t now);
FK_MUST_CHECK int feecontrol_tick(struct feecontrol *fee, ms_t now);
ms_t feecontrol_due(const struct feecontrol *fee);
/* What the policy, the price and the owner set stays. */
void feecontrol_image(struct feecontrol *fee, struct image *image);
extern const struct party_class feecontrol_class; /* for a seat */

/* Runs of the calculation (fee_runs.c). MSG_PUSH: the run begins, or waits for the end of that of
 * an earlier day. FK_OK, FK_E_MEMORY or what `registers` returned. */
FK_MUST_CHECK int fee_run_push(struct feecontrol *fee, const struct message *push);
FK_MUST_CHECK int fee_run_begin(struct feecontrol *fee, const struct fee_run *pushed,
                                unsigned number);

/* Day number (days since 1970-01-01) of the CST day that holds `at`. */
static inline int32_t fee_day_number(ms_t at)
{
    return (int32_t)((at + MS_CST) / MS_DAY);
}
#endif
