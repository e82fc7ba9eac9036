/* what whoever has no valid register would owe by his mean use. His estimate stays as it is:
 * charges, bills and cuts rest on registers alone (INV-02, INV-04). */
#include "models/feecontrol/fee_parts.h"

/* The account as it would be with the register of `day`; energy of two rates in the proportion of
 * what he has used until now. */
static fen_t charge_ahead(const struct tariff_account *account, const struct tariff_plan *plan,
                          int32_t day, kwh100_t use)
{
    struct tariff_account then = *account;
    kwh100_t all = account->last.all, peak = account->last.peak;
    struct tariff_reading newest = {day, (uint32_t)(all + use),
                                    (uint32_t)(peak + (all > 0 ? use * peak / all : 0))};
    if (day <= then.day)
        return tariff_account_charge(account, plan);
    (void)tariff_account_take(&then, plan, &newest, NULL);
    return tariff_account_charge(&then, plan);
}

fen_t fee_owed(struct feecontrol *fee, uint32_t customer)
{
    const struct fee_customer *c = &fee->customers[customer];
    int32_t days = fee->ahead - c->reading_day;
    kwh100_t use = fee_mean_use(fee, customer) * days;
    if (days <= 0 || c->reading_day == 0 || c->state < FEE_NORMAL || c->state > FEE_WARNED ||
        fee_is_uncharged(fee, customer) || use + c->reading > UINT32_MAX)
        return 0;
    if (!fee->config.plans) {
        price_t price = fee->config.prices[fee_segment_of(fee, customer)->tariff];
        return fee_available(0, price, c->settled, c->reading) -
               fee_available(0, price, c->settled, c->reading + use);
    }
    const struct tariff_plan *plan = fee_plan_of(fee, customer);
    if (fee->config.is_even)
        return tariff_even_charge(plan, (uint32_t)(c->reading + use)) -
               tariff_even_charge(plan, c->reading);
    const struct tariff_account *account = &fee->accounts[customer];
    if (fee->stale) {
        plan = fee_stale_plan_of(fee, customer);
        account = &fee->stale[customer];
    }
    return charge_ahead(account, plan, fee->ahead, use) - tariff_account_charge(account, plan);
}

int fee_extrapolate(struct feecontrol *fee, int32_t until, ms_t now)
{
    int err = FK_OK;
    fee->ahead = until;
    for (uint32_t i = 0; i < fee->count && err == FK_OK; i++) {
        const struct fee_customer *c = &fee->customers[i];
        if (c->missing_days > 0 && (c->state == FEE_NORMAL || c->state == FEE_REMINDED))
            err = fee_step(fee, i, (struct fee_event){.kind = FEE_EV_EXTRAPOLATED}, now);
    }
    return err;
}
