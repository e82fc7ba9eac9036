/* What the fee-control system has of the customers' money: copies of balances, settled readings. */
#include "models/feecontrol/fee_parts.h"

/* The account as marketing had it: a copy that was overtaken by a newer one is dropped. */
int fee_take_balance(const struct feecontrol *fee, const struct message *message)
{
    struct fee_customer *c = &fee->customers[message->customer];
    int err = FK_OK;
    if ((int8_t)(message->attempt - c->postings) >= 0) {
        c->postings = message->attempt;
        err = fee_store_fen(message->value, &c->balance);
    }
    return err == FK_OK ? fee_recompute(fee, message->customer) : err;
}

/* A posting, or its reversal. */
int fee_on_receipt(struct feecontrol *fee, const struct message *message, ms_t now)
{
    struct fee_event event = {.kind = message->kind ? FEE_EV_REVERSED : FEE_EV_RECEIPT,
                              .is_payment = !message->kind && !message->code};
    int err = fee_take_balance(fee, message);
    return err == FK_OK ? fee_step(fee, message->customer, event, now) : err;
}

/* With versions of a tariff a bill comes in two messages, in either order: judged is when the
 * second is there, for the first alone leaves energy both in the bill and in the estimate (INV-02).
 */
static int settle_plan(struct feecontrol *fee, uint32_t customer, ms_t now)
{
    const struct fee_counted *counted = &fee->counted[customer];
    if (counted->day != counted->settled)
        return FK_OK;
    int err = fee_settle_plan(fee, customer);
    return err == FK_OK ? fee_step(fee, customer, (struct fee_event){.kind = FEE_EV_RECEIPT}, now)
                        : err;
}

int fee_on_settled(struct feecontrol *fee, const struct message *message, ms_t now)
{
    struct fee_event event = {.kind = FEE_EV_RECEIPT};
    struct fee_customer *c = &fee->customers[message->customer];
    c->settled = message->ref;
    if (fee->agreements.count > 0 && fee_is_uncharged(fee, message->customer))
        c->reading = c->settled;
    int err = fee_take_balance(fee, message);
    if (err == FK_OK && fee->agreements.count > 0)
        err = fee_enrol_settled(fee, message->customer, (int32_t)message->id);
    if (err != FK_OK)
        return err;
    if (fee->counted) {
        fee->counted[message->customer].settled = (uint16_t)message->id;
        return settle_plan(fee, message->customer, now);
    }
    return fee_step(fee, message->customer, event, now);
}

int fee_on_counted(struct feecontrol *fee, const struct message *message, ms_t now)
{
    if (!fee->counted)
        return FK_E_ARG;
    struct fee_counted *counted = &fee->counted[message->customer];
    counted->day = (uint16_t)message->id;
    counted->peak = message->ref;
    counted->energy = (uint32_t)message->value;
    return settle_plan(fee, message->customer, now);
}
