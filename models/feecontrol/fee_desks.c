/* What the desks of those who approve have decided (T7, T8). */
#include "models/feecontrol/fee_parts.h"

/* T8: an approver has decided, or his time is over. */
static int on_desk(struct feecontrol *fee, const struct desk_answer *answer, ms_t now)
{
    unsigned asked = answer->level == 1 ? FEE_APPROVAL1 : FEE_APPROVAL2;
    struct fee_event event = {.kind = answer->is_approved ? FEE_EV_APPROVED : FEE_EV_REJECTED};
    unsigned code = answer->is_approved ? RESULT_NONE
                    : answer->is_late   ? RESULT_TASK_TIMEOUT
                                        : RESULT_NOT_ALLOWED;
    if (fee->customers[answer->customer].state != asked ||
        fee_strategy_of(fee, answer->customer) != answer->strategy)
        return FK_OK; /* held meanwhile: it will be asked for again */
    return fee_step_about(fee, answer->customer, event, code, 0, now);
}

int fee_fault(struct feecontrol *fee, const struct message *fault, ms_t now)
{
    if (fault_is_of_file(fault->kind))
        return flaws_count(&fee->flaws, fault->customer, fault->kind, fault->code);
    if (fault->kind != FAULT_APPROVERS_ABSENT)
        return fee_enrol_fault(fee, fault);
    for (uint32_t i = 0; i < fee->config.policy_count; i++)
        desks_absence(&fee->failures[i].desks, fault->code, now);
    return FK_OK;
}

int fee_start(struct feecontrol *fee, uint32_t customer, enum start_kind what, ms_t now)
{
    const struct fee_customer *c = &fee->customers[customer];
    unsigned wanted = what == START_CUT ? FEE_HELD : FEE_CUT;
    struct fee_event event = {.kind = what == START_DUNNING ? FEE_EV_BATCH : FEE_EV_STARTED};
    if (what == START_DUNNING ? !fee_is_quiet(c->state) : c->state != wanted)
        return FK_OK; /* nothing to start */
    event.is_blocked = fee_is_register_old(fee, customer, now);
    int err = fee_recompute(fee, customer);
    return err == FK_OK ? fee_step(fee, customer, event, now) : err;
}

int fee_tick_desks(struct feecontrol *fee, struct desks *desks, ms_t now)
{
    struct desk_answer answer;
    int err;
    while ((err = desks_take(desks, now, &answer)) > 0) {
        err = on_desk(fee, &answer, now);
        if (err != FK_OK)
            return err;
    }
    return err;
}
