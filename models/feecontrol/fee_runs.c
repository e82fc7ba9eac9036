#include "models/feecontrol/feecontrol.h"

#include <stdlib.h>

/* Whether a register of `day` tells something new: after what was computed with, and after what the
 * other run of the day has taken over already. */
static bool is_new(const struct fee_customer *c, const struct fee_run *other, uint32_t customer,
                   int32_t day)
{
    if (day < c->reading_day || (day == c->reading_day && c->flags & FEE_COMPUTED))
        return false;
    return !other->is_open || other->ages[customer] == FEE_NO_REGISTER ||
           other->until - other->ages[customer] < day;
}

/* The run begins: takes over the newest registers that were pushed and not computed with before
 * . Postings are computed with those of the last run until this one is judged. */
int fee_run_begin(struct feecontrol *fee, const struct fee_run *pushed, unsigned number)
{
    struct fee_run *run = &fee->runs[number];
    uint32_t fresh = 0;
    *run = *pushed;
    run->values = malloc(fee->count * sizeof *run->values);
    run->ages = malloc(fee->count);
    int err = run->values && run->ages ? FK_OK : FK_E_MEMORY;
    if (err == FK_OK)
        err = fee->registers(fee->register_context, run->file, run->until, run->values, run->ages);
    if (err != FK_OK)
        return err;
    const struct fee_run other = fee->runs[!number]; /* a copy: the loop writes bytes */
    const struct fee_customer *customers = fee->customers;
    uint32_t count = fee->count;
    int32_t until = run->until;
    uint8_t *ages = run->ages;
    for (uint32_t i = 0; i < count; i++) {
        if (ages[i] == FEE_NO_REGISTER)
            continue;
        if (is_new(&customers[i], &other, i, until - ages[i]))
            fresh++;
        else
            ages[i] = FEE_NO_REGISTER;
    }
    struct message message = {
        .type = MSG_CALCULATE, .kind = (uint8_t)number, .id = (uint32_t)run->day, .value = fresh};
    party_send(fee->port, PARTY_CALCULATION, message);
    return FK_OK;
}

/* I3. A push that finds the same run of an earlier day under way waits for its end. */
int fee_run_push(struct feecontrol *fee, const struct message *push)
{
    struct fee_run *next = &fee->next[push->kind];
    struct fee_run pushed = {.is_open = true,
                             .day = (int32_t)push->id,
                             .until = (int32_t)push->id - fee->config.policies->reading_lag_days,
                             .file = push->ref};
    int err = FK_OK;
    if (!fee->runs[push->kind].is_open)
        return fee_run_begin(fee, &pushed, push->kind);
    if (next->is_open)
        err = fee->registers(fee->register_context, next->file, next->until, NULL, NULL);
    *next = pushed;
    return err;
}
