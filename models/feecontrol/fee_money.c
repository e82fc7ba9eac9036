/* What the fee-control system has of the customers' money: copies of balances, settled readings,
 * prices that are loaded late. */
#include "models/feecontrol/fee_parts.h"
#include <stdlib.h>

int fee_recompute(const struct feecontrol *fee, uint32_t customer)
{
    if (fee->accounts)
        return fee_compute_plan(fee, customer);
    price_t price = fee->config.prices[fee_segment_of(fee, customer)->tariff];
    return fee_compute(&fee->customers[customer], price);
}

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

/* The versions of tariffs that were missing are there: everybody is charged anew from the settled
 * reading; the next calculation judges him by it. */
int fee_load_tariffs(struct feecontrol *fee)
{
    int err = FK_OK;
    free(fee->stale);
    fee->stale = NULL;
    fee->loaded = MS_NEVER;
    for (uint32_t i = 0; i < fee->count && err == FK_OK; i++)
        if (fee->customers[i].state != FEE_NOT_ENROLLED)
            err = fee_compute_plan(fee, i);
    return err;
}
