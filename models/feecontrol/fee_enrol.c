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

/* T1. The estimate of somebody new begins at his next settled reading; until then his account is
 * all that is available. Who comes back has one: what he used without an agreement is in no bill,
 * so that the estimate goes on from it (R-04, INV-13). */
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
    if (agreement->is_settled) {
        agreement->phase = ENROLLED_IN;
    } else {
        agreement->phase = ENROLLED_WAITS;
        agreement->first_day = first_day;
        c->settled = c->reading;
        c->available = c->balance;
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
static enum calc_cause waits_for(const struct fee_agreement *agreement, const struct fee_run *run,
                                 struct fee_customer *c)
{
    uint8_t age = run->ages[agreement->id];
    if (run->until < agreement->first_day) {
        c->flags |= FEE_RESULT;
        return CAUSE_NOT_IN_RUN;
    }
    if (agreement->unfiled > 0)
        return CAUSE_MISSING_FILE;
    if (age == FEE_NO_REGISTER || run->until - age < agreement->first_day)
        return CAUSE_MISSING_REGISTER;
    return CAUSE_NONE;
}

/* T1: his settled reading is there. */
static void settle(const struct fee_run *run, struct fee_agreement *agreement,
                   struct fee_customer *c)
{
    c->settled = c->reading = run->values[agreement->id];
    c->reading_day = (uint16_t)(run->until - run->ages[agreement->id]);
    agreement->phase = ENROLLED_IN;
}

int64_t fee_enrol_begin(struct feecontrol *fee, struct fee_run *run)
{
    int64_t taken = 0;
    int err = FK_OK;
    for (uint32_t i = 0; i < fee->agreements.count && err == FK_OK; i++) {
        struct fee_agreement *agreement = slots_at(&fee->agreements, i);
        if (!agreement || agreement->phase == ENROLLED_IN)
            continue;
        struct fee_customer *c = &fee->customers[agreement->id];
        bool is_out = agreement->phase == ENROLLED_OUT;
        enum calc_cause cause = is_out ? CAUSE_NOT_IN_RUN : waits_for(agreement, run, c);
        if (is_out)
            c->flags = (uint8_t)(c->flags | FEE_RESULT); /* nobody misses one */
        if (cause == CAUSE_NONE) {
            settle(run, agreement, c);
            err = close_plain(fee, agreement);
            continue;
        }
        c->cause = (uint8_t)cause;
        taken += run->ages[agreement->id] != FEE_NO_REGISTER;
        run->ages[agreement->id] = FEE_NO_REGISTER;
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
