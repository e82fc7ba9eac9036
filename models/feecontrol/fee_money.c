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
    struct fee_event event = {.kind = message->kind ? FEE_EV_REVERSED : FEE_EV_RECEIPT};
    int err = fee_take_balance(fee, message);
    return err == FK_OK ? fee_step(fee, message->customer, event, now) : err;
}

int fee_on_settled(struct feecontrol *fee, const struct message *message, ms_t now)
{
    struct fee_event event = {.kind = FEE_EV_RECEIPT};
    fee->customers[message->customer].settled = message->ref;
    int err = fee_take_balance(fee, message);
    return err == FK_OK ? fee_step(fee, message->customer, event, now) : err;
}
