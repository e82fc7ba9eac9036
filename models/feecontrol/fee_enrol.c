/* Enrolment (T1) and the end of an agreement (T23). */
#include "models/feecontrol/exceptions.h"
#include "models/feecontrol/fee_parts.h"
#include "models/feecontrol/feecontrol.h"

int feecontrol_leave_out(struct feecontrol *fee, uint32_t customer)
{
    struct fee_agreement *agreement = slots_open(&fee->agreements, customer);
    if (!agreement)
        return FK_E_MEMORY;
    agreement->phase = ENROLLED_OUT;
    fee->customers[customer].state = FEE_NOT_ENROLLED;
    return FK_OK;
}

/* Nothing is left to be known of him. */
static int close_plain(struct feecontrol *fee, const struct fee_agreement *agreement)
{
    if (agreement->phase != ENROLLED_IN || agreement->unfiled > 0)
        return FK_OK;
    return slots_close(&fee->agreements, agreement->id);
}

/* A run that began before his agreement ended has a register of his, which is none of the new
 * one's: the next run settles by it (T1). */
static void leave_runs(struct feecontrol *fee, uint32_t customer)
{
    for (unsigned n = 0; n < 2; n++) {
        uint8_t *age = fee->runs[n].is_open ? &fee->runs[n].ages[customer] : NULL;
        if (!age || *age == FEE_NO_REGISTER)
            continue;
        *age = FEE_NO_REGISTER;
        fee->customers[customer].flags |= FEE_RESULT; /* nobody misses one */
    }
}

/* T1. The estimate of somebody new begins at his next settled reading; until then his account is
 * all that is available. Who comes back has one: what he used without an agreement is in no bill,
 * so that the estimate goes on from it (R-04, INV-13), by versions of a tariff as by one price.
 * With bills he is billed up to the next, and what he uses until then is missing from the estimate
 * (R-06). */
static int begin_agreement(struct feecontrol *fee, struct fee_agreement *agreement,
                           int32_t first_day, ms_t now)
{
    struct fee_customer *c = &fee->customers[agreement->id];
    uint32_t customer = agreement->id;
    if (c->state != FEE_NOT_ENROLLED) { /* a new one before the old one was over: he goes on */
        if (agreement->phase == ENROLLED_OUT)
            agreement->phase = ENROLLED_IN;
        return close_plain(fee, agreement);
    }
    c->missing_days = 0;
    c->flags &= FEE_PERMITTED;
    c->cause = CAUSE_NONE;
    if (agreement->is_settled && !fee->config.is_settled) {
        agreement->phase = ENROLLED_IN;
    } else {
        agreement->phase = ENROLLED_WAITS;
        agreement->first_day = first_day;
        if (fee->accounts)
            fee_clear_plan(fee, customer);
        if (fee->config.is_settled) /* the energy up to it is billed */
            c->reading = c->settled;
        c->settled = c->reading;
        c->available = c->balance;
        leave_runs(fee, customer);
    }
    int err = fee_step(fee, customer, (struct fee_event){.kind = FEE_EV_ENROLLED}, now);
    return err == FK_OK ? close_plain(fee, agreement) : err;
}

static int end_agreement(struct feecontrol *fee, struct fee_agreement *agreement, ms_t now)
{
    struct fee_customer *c = &fee->customers[agreement->id];
    agreement->is_settled = agreement->is_settled || agreement->phase == ENROLLED_IN;
    agreement->phase = ENROLLED_OUT;
    exceptions_end(fee->port, agreement->id, c); /* nobody waits for a result any more */
    return fee_step(fee, agreement->id, (struct fee_event){.kind = FEE_EV_ENDED}, now);
}

int fee_enrol(struct feecontrol *fee, const struct message *message, ms_t now)
{
    struct fee_agreement *agreement = slots_open(&fee->agreements, message->customer);
    if (!agreement)
        return FK_E_MEMORY;
    int err = fee_take_balance(fee, message);
    if (err != FK_OK)
        return err;
    return message->code ? begin_agreement(fee, agreement, (int32_t)message->id, now)
                         : end_agreement(fee, agreement, now);
}

int fee_enrol_fault(struct feecontrol *fee, const struct message *fault)
{
    struct fee_agreement *agreement = slots_open(&fee->agreements, fault->customer);
    if (!agreement)
        return FK_E_MEMORY;
    if (fault->code && agreement->unfiled == UINT8_MAX)
        return FK_E_RANGE;
    agreement->unfiled = (uint8_t)(agreement->unfiled + (fault->code ? 1 : -1));
    return close_plain(fee, agreement);
}

/* why he cannot be computed with what there is; a day on which he could not be is not
 * counted. */
static enum calc_cause waits_for(const struct feecontrol *fee,
                                 const struct fee_agreement *agreement, const struct fee_run *run,
                                 struct fee_customer *c)
{
    bool is_told = agreement->settled >= agreement->first_day;
    uint8_t age = run->ages[agreement->id];
    if (run->until < agreement->first_day) {
        c->flags |= FEE_RESULT; /* nobody waits for one */
        return CAUSE_NOT_IN_RUN;
    }
    if (agreement->unfiled > 0)
        return CAUSE_MISSING_FILE;
    if (fee->config.is_settled && is_told)
        return CAUSE_NONE;
    if (age == FEE_NO_REGISTER || run->until - age < agreement->first_day)
        return CAUSE_MISSING_REGISTER;
    return fee->config.is_settled ? CAUSE_MISSING_FILE : CAUSE_NONE;
}

/* T1: his settled reading is there, with bills that of marketing. True if the run
 * has a register to compute him with. */
static bool settle(const struct feecontrol *fee, struct fee_run *run,
                   struct fee_agreement *agreement, struct fee_customer *c)
{
    uint32_t customer = agreement->id;
    int32_t day = run->until - run->ages[customer];
    bool is_computed = !fee->config.is_settled ||
                       (run->ages[customer] != FEE_NO_REGISTER && day >= agreement->settled);
    c->reading = fee->config.is_settled ? c->settled : run->values[customer];
    c->reading_day = fee->config.is_settled ? agreement->settled : (uint16_t)day;
    c->settled = c->reading;
    agreement->phase = ENROLLED_IN;
    if (!is_computed)
        c->flags |= FEE_RESULT;
    return is_computed;
}

bool fee_is_uncharged(struct feecontrol *fee, uint32_t customer)
{
    const struct fee_agreement *agreement = slots_find(&fee->agreements, customer);
    return agreement && agreement->phase != ENROLLED_IN &&
           (agreement->phase == ENROLLED_WAITS ||
            fee->customers[customer].state == FEE_NOT_ENROLLED);
}

int fee_enrol_settled(struct feecontrol *fee, uint32_t customer, int32_t day)
{
    struct fee_agreement *agreement = slots_find(&fee->agreements, customer);
    struct fee_customer *c = &fee->customers[customer];
    if (!agreement)
        return FK_OK;
    agreement->settled = (uint16_t)day;
    if (agreement->phase != ENROLLED_WAITS || agreement->unfiled > 0 || day < agreement->first_day)
        return FK_OK;
    agreement->phase = ENROLLED_IN;
    c->reading_day = (uint16_t)day;
    c->flags |= FEE_RESULT;
    return close_plain(fee, agreement);
}

int64_t fee_enrol_begin(struct feecontrol *fee, struct fee_run *run)
{
    int64_t taken = 0;
    int err = FK_OK;
    for (uint32_t i = 0; i < fee->agreements.count && err == FK_OK; i++) {
        struct fee_agreement *agreement = slots_at(&fee->agreements, i);
        if (!agreement || agreement->phase == ENROLLED_IN)
            continue;
        uint8_t *age = &run->ages[agreement->id];
        struct fee_customer *c = &fee->customers[agreement->id];
        bool is_out = agreement->phase == ENROLLED_OUT;
        enum calc_cause cause = is_out ? CAUSE_NOT_IN_RUN : waits_for(fee, agreement, run, c);
        bool is_kept = false;
        if (is_out)
            c->flags = (uint8_t)(c->flags | FEE_RESULT); /* nobody misses one */
        if (fee->accounts && !fee->config.is_settled && *age != FEE_NO_REGISTER &&
            fee_is_uncharged(fee, agreement->id))
            fee_count_plan(fee, run, agreement->id, agreement->is_settled);
        if (cause == CAUSE_NONE) {
            is_kept = settle(fee, run, agreement, c);
            err = close_plain(fee, agreement);
        } else {
            c->cause = (uint8_t)cause;
        }
        if (is_kept)
            continue;
        taken += *age != FEE_NO_REGISTER;
        *age = FEE_NO_REGISTER;
    }
    return err == FK_OK ? taken : err;
}

int fee_enrol_leave(struct feecontrol *fee, uint32_t customer, ms_t now)
{
    const struct fee_agreement *agreement = slots_find(&fee->agreements, customer);
    if (!agreement || agreement->phase != ENROLLED_OUT ||
        fee->customers[customer].state == FEE_NOT_ENROLLED)
        return FK_OK;
    return fee_step(fee, customer, (struct fee_event){.kind = FEE_EV_ENDED}, now);
}
