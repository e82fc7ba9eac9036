/* models/feecontrol/fee_parts.h - what the files of the fee-control system share; for them alone.
 * feecontrol.c: messages, dates; fee_step.c: steps; fee_money.c: balances; fee_runs.c: the
 * calculation; fee_tariffs.c: tariffs of versions; fee_locks.c: protection and holds; fee_desks.c:
 * approval; fee_trips.c: trips again; fee_enrol.c: who is enrolled; fee_select.c: who is computed.
 */
#ifndef MODELS_FEECONTROL_FEE_PARTS_H
#define MODELS_FEECONTROL_FEE_PARTS_H
#include "models/feecontrol/fee_state.h"

/* Kinds of timers. An escalation carries the code of the failed order in the bits above. */
enum fee_timer {
    TIMER_CHECK,
    TIMER_RELEASE,
    TIMER_REPEAT,
    TIMER_ESCALATE,
    TIMER_JUDGE, /* id: place of the run, index of `runs` */
    TIMER_RESTORE,
    TIMER_HOLD,   /* a person looks at what is held */
    TIMER_LOOK,   /* a look at a relay had no answer */
    TIMER_FIELD,  /* a planned field cut may be done */
    TIMER_TRIP,   /* a look at who was tripped (CQ-2) */
    TIMER_START,  /* a person starts the flow of his cut (CQ-3) */
    TIMER_UNTOLD, /* the time for the notice of a restore is over */
    FEE_TIMERS
};
#define TIMER_CODE_SHIFT 8

static inline const struct segment *fee_segment_of(const struct feecontrol *fee, uint32_t customer)
{
    return segment_of(fee->config.segments, customer);
}

static inline const struct fee_policy *fee_policy_of(const struct feecontrol *fee,
                                                     uint32_t customer)
{
    return &fee->config.policies[fee_segment_of(fee, customer)->policy];
}

/* FK_E_RANGE: 32 bits do not hold `value`; *out is as it was. */
static inline int fee_store_fen(fen_t value, int32_t *out)
{
    if (value < INT32_MIN || value > INT32_MAX)
        return FK_E_RANGE;
    *out = (int32_t)value;
    return FK_OK;
}

/* What is available with the balance and the register in use. FK_OK or FK_E_RANGE. */
static inline int fee_compute(struct fee_customer *c, price_t price)
{
    return fee_store_fen(fee_available(c->balance, price, c->settled, c->reading), &c->available);
}

static inline const struct tariff_plan *fee_plan_of(const struct feecontrol *fee, uint32_t customer)
{
    return &fee->config.plans[fee_segment_of(fee, customer)->tariff];
}

static inline const struct tariff_plan *fee_stale_plan_of(const struct feecontrol *fee,
                                                          uint32_t customer)
{
    return &fee->config.stale_plans[fee_segment_of(fee, customer)->tariff];
}

/* The same by the account of his tariff, as far as its versions are loaded. */
static inline int fee_compute_plan(const struct feecontrol *fee, uint32_t customer)
{
    struct fee_customer *c = &fee->customers[customer];
    const struct tariff_plan *plan = fee_plan_of(fee, customer);
    fen_t charge;
    if (fee->config.is_even)
        charge = tariff_even_charge(plan, c->reading);
    else if (fee->stale)
        charge = tariff_account_charge(&fee->stale[customer], fee_stale_plan_of(fee, customer));
    else
        charge = tariff_account_charge(&fee->accounts[customer], plan);
    return fee_store_fen(c->balance - charge, &c->available);
}

/* Of the policy that is his. */
static inline struct fee_failures *fee_failures_of(const struct feecontrol *fee, uint32_t customer)
{
    return &fee->failures[fee_policy_of(fee, customer)->office];
}

static inline uint32_t fee_strategy_of(struct feecontrol *fee, uint32_t customer)
{
    const struct fee_case *open = slots_find(&fee->cases, customer);
    return open ? open->strategy : 0;
}

/* 00:00 of the day of the register in use. */
static inline ms_t fee_frozen_at(const struct fee_customer *c)
{
    return clock_day_at(c->reading_day);
}

/* INV-04: too old for a cut. */
static inline bool fee_is_register_old(const struct feecontrol *fee, uint32_t customer, ms_t now)
{
    ms_t age = now - fee_frozen_at(&fee->customers[customer]);
    return age > fee_policy_of(fee, customer)->max_reading_age;
}

/* The use of a day from his file, 0.01 kWh; 0: nothing is known of it. */
static inline kwh100_t fee_mean_use(const struct feecontrol *fee, uint32_t customer)
{
    const struct feecontrol_config *config = &fee->config;
    if (config->use)
        return drawn_use_mean(config->use, customer);
    return config->means ? config->means[fee_segment_of(fee, customer)->load] : 0;
}

/* What is available now, by whatever charges him. */
static inline int fee_recompute(const struct feecontrol *fee, uint32_t customer)
{
    if (fee->config.plans)
        return fee_compute_plan(fee, customer);
    return fee_compute(&fee->customers[customer],
                       fee->config.prices[fee_segment_of(fee, customer)->tariff]);
}

/* One step of the customer's machine, and what it asks for. FK_OK, FK_E_MEMORY, or FK_E_RANGE when
 * ids are used up. */
FK_MUST_CHECK int fee_step(struct feecontrol *fee, uint32_t customer, struct fee_event event,
                           ms_t now);
/* The same about a result: its code, and the order that it is of, 0 without one. */
FK_MUST_CHECK int fee_step_about(struct feecontrol *fee, uint32_t customer, struct fee_event event,
                                 unsigned code, uint32_t order, ms_t now);

/* A change of a strategy of his: enum strategy_kind, enum strategy_state, code of a rejection. */
void fee_note_strategy(struct feecontrol *fee, uint32_t customer, uint32_t id, unsigned kind,
                       unsigned state, unsigned code, ms_t now);
/* INV-04: last moment at which notice and register allow a trip, in whatever queue it waits. */
ms_t fee_last_moment(const struct feecontrol *fee, const struct fee_customer *c,
                     const struct fee_case *open);
/* Reads the status word of somebody whose relay may have moved, as soon as nothing is under way.
 * FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int fee_look(struct feecontrol *fee, uint32_t customer, ms_t now);

/* Tariffs of versions (fee_tariffs.c). The registers that a run has of a customer, in the account
 * of his tariff if he needs one; `before`: the register that was in use until now. Whom they bring
 * into the next tier is told if his policy says so. FK_OK or FK_E_RANGE. */
FK_MUST_CHECK int fee_take_plan(struct feecontrol *fee, const struct fee_run *run,
                                uint32_t customer, uint32_t before, ms_t now);
/* The versions that were missing are there: everybody is charged anew from the settled reading; the
 * next calculation judges him by it. Whom they put into a higher tier is told. FK_OK or FK_E_RANGE.
 */
FK_MUST_CHECK int fee_load_tariffs(struct feecontrol *fee);

/* A balance that a message of I4 brings, and what is available with it. FK_OK or FK_E_RANGE. */
FK_MUST_CHECK int fee_take_balance(const struct feecontrol *fee, const struct message *message);
/* MSG_RECEIPT. Errors of fee_step. */
FK_MUST_CHECK int fee_on_receipt(struct feecontrol *fee, const struct message *message, ms_t now);

/* Runs of the calculation. A push (I3): the run begins, or waits for the end of that of an earlier
 * day, or of an earlier of the later ones of the day. FK_OK, FK_E_MEMORY or what `registers`
 * returned. */
FK_MUST_CHECK int fee_run_push(struct feecontrol *fee, const struct message *push);
/* MSG_CALCULATED: judged, or once its results may be used. Errors of fee_run_judge. */
FK_MUST_CHECK int fee_run_calculated(struct feecontrol *fee, const struct message *message,
                                     ms_t now);
/* The end of the run in a place: everybody with a new register is judged (T2), and the run that
 * waits begins. FK_E_RANGE: somebody's money leaves 32 bits; else as fee_step and fee_run_push. */
FK_MUST_CHECK int fee_run_judge(struct feecontrol *fee, unsigned place, ms_t now);
/* The end of a day that no run has counted: none came, or it is not over. */
void fee_runs_count_left_day(struct feecontrol *fee);
void fee_run_close(struct fee_run *run);

/* MSG_SETTLED, R-04: the estimate begins anew at the settled reading, and the bill is out of the
 * balance. It warns of nothing, as a posting does not; the next calculation does. */
FK_MUST_CHECK int fee_on_settled(struct feecontrol *fee, const struct message *message, ms_t now);
/* With versions of a tariff: nothing is charged up to the register that was taken last ... */
void fee_clear_plan(struct feecontrol *fee, uint32_t customer);
/* ... or up to that of a run, of somebody who is not enrolled (T1): what he uses counts for his
 * quotas alone, or (is_owed: he has a settled reading) is charged when he comes back. With
 * bills MSG_COUNTED tells it. */
void fee_count_plan(struct feecontrol *fee, const struct fee_run *run, uint32_t customer,
                    bool is_owed);
/* True if nothing is charged to him: he is not enrolled, or waits for his settled reading (T1). */
bool fee_is_uncharged(struct feecontrol *fee, uint32_t customer);
/* T1: the settled reading of `day` has come. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int fee_enrol_settled(struct feecontrol *fee, uint32_t customer, int32_t day);
/* MSG_COUNTED: what is to be known of his settled reading by the versions of his tariff, before or
 * after MSG_SETTLED; he is judged when both are there. Errors as fee_step, or FK_E_ARG at a flat
 * price. */
FK_MUST_CHECK int fee_on_counted(struct feecontrol *fee, const struct message *message, ms_t now);
/* The account of his tariff begins at his settled reading, of which both messages are there; whom
 * that puts into a higher tier is told. FK_OK or FK_E_RANGE. */
FK_MUST_CHECK int fee_settle_plan(struct feecontrol *fee, uint32_t customer);
/* MSG_LOCK: a protection or a hold begins or ends; what is pending for whom it concerns is locked
 * (T5). What it held is released by the next calculation. FK_OK, FK_E_ARG for one that ends
 * and was none, or as fee_step. */
FK_MUST_CHECK int fee_lock(struct feecontrol *fee, const struct message *message, ms_t now);
/* His turn among those that were held, from `now` on. */
ms_t fee_turn(struct feecontrol *fee, uint32_t customer, ms_t now);
/* MSG_START: a person starts the flow of his cut (T7), his restore (CQ-10), or has him dunned
 * (CQ-4), with the money that is known. Errors as fee_step. */
FK_MUST_CHECK int fee_start(struct feecontrol *fee, uint32_t customer, enum start_kind what,
                            ms_t now);
/* MSG_AGREEMENT: T1, or T23. Errors as fee_step. */
FK_MUST_CHECK int fee_enrol(struct feecontrol *fee, const struct message *message, ms_t now);
/* MSG_FAULT of FAULT_APPROVERS_ABSENT, or as flaws_count and fee_enrol_fault. */
FK_MUST_CHECK int fee_fault(struct feecontrol *fee, const struct message *fault, ms_t now);
/* MSG_FAULT of FAULT_NO_SETTLED. FK_OK, FK_E_MEMORY, or FK_E_RANGE for more than 255 at once. */
FK_MUST_CHECK int fee_enrol_fault(struct feecontrol *fee, const struct message *fault);
/* A run begins with the registers it was given: those of customers who are not computed are taken
 * out, and settled readings are found among the others. Returns how many were taken out, or
 * FK_E_MEMORY. */
FK_MUST_CHECK int64_t fee_enrol_begin(struct feecontrol *fee, struct fee_run *run);
/* the charge of his mean use from the register in use to the last counted run, fen, by the
 * prices that hold for him; 0: his register is new, or nothing is carried on. */
fen_t fee_owed(struct feecontrol *fee, uint32_t customer);
/* Whom the run that is counted gave no result is told by an estimate that is carried on. Errors as
 * fee_step. */
FK_MUST_CHECK int fee_extrapolate(struct feecontrol *fee, int32_t until, ms_t now);
/* with a selection, the registers of those who cannot come near an amount are left out of a
 * run that begins. Returns how many were. */
int64_t fee_select(struct feecontrol *fee, struct fee_run *run);
/* T23: somebody whose agreement is over leaves as soon as nothing is under way for him. Called
 * after each step of his but that. Errors as fee_step. */
FK_MUST_CHECK int fee_enrol_leave(struct feecontrol *fee, uint32_t customer, ms_t now);
/* Takes what the desks of a policy have decided by `now`. Errors as fee_step. */
FK_MUST_CHECK int fee_tick_desks(struct feecontrol *fee, struct desks *desks, ms_t now);
/* CQ-2: a look at `at`, MS_NEVER: none. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int fee_look_at_trip(struct feecontrol *fee, uint32_t customer, ms_t at);
/* An order has cut him; who closes by hand is looked at again. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int fee_count_trip(struct feecontrol *fee, uint32_t customer, ms_t now);
#endif
