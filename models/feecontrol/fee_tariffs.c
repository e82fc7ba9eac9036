/* Tariffs of versions in the calculation: accounts, tiers, and what is loaded late. */
#include "models/feecontrol/fee_parts.h"
#include <stdlib.h>

/* R-81, CQ-12: his energy has come into the next tier. */
static void tell_tier(struct feecontrol *fee, uint32_t customer)
{
    struct message message = {.type = MSG_SMS_REQUEST,
                              .kind = SMS_TIER,
                              .customer = customer,
                              .value = fee->customers[customer].available};
    if (fee_policy_of(fee, customer)->tell_tier)
        party_send(fee->port, PARTY_MARKETING, message);
}

/* The registers of a run in the account; returns the tier that is reached. */
static unsigned take(struct feecontrol *fee, const struct fee_run *run, uint32_t customer)
{
    const uint32_t *values = run->values + customer;
    size_t n = fee->count;
    struct tariff_reading newest = {run->until - run->ages[customer], values[TARIFF_NEWEST * n],
                                    values[TARIFF_NEWEST_PEAK * n]};
    struct tariff_reading turn = {
        tariff_turn(fee->config.turns, fee->config.turn_count, run->until), values[TARIFF_TURN * n],
        values[TARIFF_TURN_PEAK * n]};
    const struct tariff_reading *known = turn.all == TARIFF_NO_REGISTER ? NULL : &turn;
    unsigned tier =
        tariff_account_take(&fee->accounts[customer], fee_plan_of(fee, customer), &newest, known);
    if (fee->stale)
        tier = tariff_account_take(&fee->stale[customer], fee_stale_plan_of(fee, customer), &newest,
                                   known);
    return tier;
}

/* The same without one. */
static unsigned take_even(const struct feecontrol *fee, uint32_t customer, uint32_t before)
{
    const struct tariff_plan *plan = fee_plan_of(fee, customer);
    if (tariff_even_is_low(plan, fee->customers[customer].reading))
        return 0;
    unsigned tier = tariff_even_tier(plan, fee->customers[customer].reading);
    return tier > tariff_even_tier(plan, before) ? tier : 0;
}

int fee_take_plan(struct feecontrol *fee, const struct fee_run *run, uint32_t customer,
                  uint32_t before, ms_t now)
{
    unsigned tier =
        fee->config.is_even ? take_even(fee, customer, before) : take(fee, run, customer);
    int err = fee_compute_plan(fee, customer);
    if (err != FK_OK)
        return err;
    party_note(fee->port,
               (struct party_note){.type = EVENT_ESTIMATE,
                                   .customer = customer,
                                   .value = fee->customers[customer].available},
               now);
    if (tier > 0)
        tell_tier(fee, customer);
    return FK_OK;
}

int fee_load_tariffs(struct feecontrol *fee)
{
    struct tariff_account *stale = fee->stale;
    int err = FK_OK;
    fee->stale = NULL;
    fee->loaded = MS_NEVER;
    for (uint32_t i = 0; i < fee->count && err == FK_OK; i++) {
        if (fee->customers[i].state == FEE_NOT_ENROLLED)
            continue;
        err = fee_compute_plan(fee, i);
        if (err == FK_OK && tariff_account_tier(&fee->accounts[i], fee_plan_of(fee, i)) >
                                tariff_account_tier(&stale[i], fee_stale_plan_of(fee, i)))
            tell_tier(fee, i);
    }
    free(stale);
    return err;
}
