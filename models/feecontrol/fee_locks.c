/* Protection and holds (R-50, R-51, CQ-8), and the turns of those that were held. */
#include "models/feecontrol/fee_parts.h"

static int lock_one(struct feecontrol *fee, uint32_t customer, ms_t now)
{
    return fee_step(fee, customer, (struct fee_event){.kind = FEE_EV_HELD}, now);
}

/* Everybody with something going on whom it concerns. A step that holds leaves the case where it
 * is, since its strategy stays. */
static int lock_many(struct feecontrol *fee, enum lock_scope scope, uint32_t id, ms_t now)
{
    int err = FK_OK;
    for (uint32_t i = 0; i < fee->cases.count && err == FK_OK; i++) {
        const struct fee_case *open = slots_at(&fee->cases, i);
        if (open && locks_concern(&fee->locks, scope, id, open->id))
            err = lock_one(fee, open->id, now);
    }
    return err;
}

int fee_lock(struct feecontrol *fee, const struct message *message, ms_t now)
{
    enum lock_scope scope = (enum lock_scope)message->attempt;
    uint32_t id = scope == LOCK_CUSTOMER ? message->customer : message->ref;
    if (message->code == 0)
        return locks_end(&fee->locks, message->kind, scope, id);
    int err = locks_begin(&fee->locks, message->kind, scope, id);
    if (err != FK_OK)
        return err;
    return scope == LOCK_CUSTOMER ? lock_one(fee, id, now) : lock_many(fee, scope, id, now);
}

ms_t fee_turn(struct feecontrol *fee, uint32_t customer, ms_t now)
{
    const struct fee_policy *policy = fee_policy_of(fee, customer);
    ms_t *next = &fee->failures[policy->office].next_turn;
    ms_t turn = clock_window_next(&policy->cut_window, now > *next ? now : *next);
    *next = turn;
    if (policy->release_rate > 0) /* rounded up: never more in any hour */
        *next += (MS_HOUR + policy->release_rate - 1) / policy->release_rate;
    return turn;
}
