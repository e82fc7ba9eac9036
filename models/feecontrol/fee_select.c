/* Who is computed on a day (R-02, 适时算费). */
#include "models/feecontrol/fee_parts.h"

/* The dearest kWh of a customer, 1e-6 CNY; < 0: he may owe without any use. */
static price_t dearest(const struct feecontrol *fee, uint32_t customer)
{
    if (!fee->config.plans)
        return fee->config.prices[fee_segment_of(fee, customer)->tariff];
    const struct tariff_plan *plan = fee_plan_of(fee, customer);
    return tariff_plan_is_by_energy(plan) ? tariff_plan_dearest(plan) : -1;
}

/* Below this something is decided about somebody who is normal. */
static fen_t highest_amount(const struct fee_policy *policy)
{
    fen_t highest = policy->warning + 1;
    if (policy->reminder > highest)
        highest = policy->reminder;
    return policy->overdraft > highest ? policy->overdraft : highest;
}

/* What was available when he was computed last, with what has been posted since, less the dearest
 * charge for the energy since then: nobody can fall below an amount without being computed. The
 * rest must last for some days more of his mean use (P-CAL-09). */
static bool is_selected(const struct feecontrol *fee, uint32_t customer, uint32_t value)
{
    const struct fee_customer *c = &fee->customers[customer];
    price_t price = dearest(fee, customer);
    if (c->state != FEE_NORMAL || c->flags & FEE_WARNING_OUT || value < c->reading || price < 0)
        return true;
    kwh100_t mean = fee_mean_use(fee, customer);
    fen_t lines = fee->config.plans ? tariff_plan_lines_more(fee_plan_of(fee, customer)) : 0;
    fen_t used = money_flat_charge(price, (kwh100_t)value - c->reading) + 1 + 2 * lines;
    fen_t rest = money_flat_charge(price, mean * fee->config.selection_days);
    return c->available - used - highest_amount(fee_policy_of(fee, customer)) < rest;
}

/* R-81, CQ-12: his energy comes into the next tier, and he is to be told. */
static bool is_in_next_tier(const struct feecontrol *fee, uint32_t customer, uint32_t value)
{
    const struct tariff_account *accounts = fee->stale ? fee->stale : fee->accounts;
    if (!accounts || !fee_policy_of(fee, customer)->tell_tier)
        return false;
    const struct tariff_plan *plan =
        fee->stale ? fee_stale_plan_of(fee, customer) : fee_plan_of(fee, customer);
    struct tariff_account then = accounts[customer];
    then.last.all = value;
    return tariff_account_tier(&then, plan) > tariff_account_tier(&accounts[customer], plan);
}

int64_t fee_select(struct feecontrol *fee, struct fee_run *run)
{
    int64_t left = 0;
    /* whoever was computed before his prices changed is computed with the register of the change */
    int32_t turn = tariff_turn(fee->config.turns, fee->config.turn_count, run->until);
    for (uint32_t i = 0; i < fee->count && fee->config.selects; i++) {
        if (run->ages[i] == FEE_NO_REGISTER || fee->customers[i].reading_day < turn ||
            is_selected(fee, i, run->values[i]) || is_in_next_tier(fee, i, run->values[i]))
            continue;
        /* nobody waits for a result of his, if the register came since there was one last */
        if (run->ages[i] <= fee->customers[i].missing_days)
            fee->customers[i].flags |= FEE_RESULT;
        run->ages[i] = FEE_NO_REGISTER;
        left++;
    }
    return left;
}
