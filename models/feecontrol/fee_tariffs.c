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

/* A register that is not behind the settled reading says nothing new: bills are made by the freeze
 * of the day, which a calculation that lags comes to later. */
static unsigned take(struct tariff_account *account, const struct tariff_plan *plan,
                     const struct tariff_reading *newest, const struct tariff_reading *turn)
{
    if (newest->day < account->day || newest->all < account->last.all)
        return 0;
    return tariff_account_take(account, plan, newest, turn);
}

/* From the settled reading to the newest register that was computed with, if that is behind it: its
 * bill came late, and a change of prices between them is divided by days (TR-8 b); not so of whom
 * nothing is charged (T1). True if that is in a higher tier. */
static bool start_at(struct tariff_account *account, const struct tariff_plan *plan,
                     const struct tariff_reading *settled, kwh100_t counted, bool is_in)
{
    struct tariff_reading newest = {account->day, account->last.all, account->last.peak};
    unsigned before = tariff_account_tier(account, plan);
    tariff_account_start(account, plan, settled, counted);
    if (is_in && newest.day > settled->day)
        (void)take(account, plan, &newest, NULL);
    return tariff_account_tier(account, plan) > before;
}

int fee_settle_plan(struct feecontrol *fee, uint32_t customer)
{
    const struct fee_counted *counted = &fee->counted[customer];
    struct tariff_reading settled = {counted->day, fee->customers[customer].settled, counted->peak};
    bool is_in = !fee_is_uncharged(fee, customer);
    kwh100_t energy = counted->energy;
    bool is_higher =
        start_at(&fee->accounts[customer], fee_plan_of(fee, customer), &settled, energy, is_in);
    if (fee->stale)
        is_higher = start_at(&fee->stale[customer], fee_stale_plan_of(fee, customer), &settled,
                             energy, is_in);
    int err = fee_compute_plan(fee, customer);
    if (err == FK_OK && is_higher && is_in)
        tell_tier(fee, customer);
    return err;
}

/* The registers that a run has of a customer. */
struct plan_registers {
    struct tariff_reading newest, turn;
    const struct tariff_reading *known; /* `turn`, NULL without one */
};

static void read_plan(const struct feecontrol *fee, const struct fee_run *run, uint32_t customer,
                      struct plan_registers *r)
{
    const uint32_t *values = run->values + customer;
    size_t n = fee->count;
    r->newest = (struct tariff_reading){run->until - run->ages[customer], values[TARIFF_NEWEST * n],
                                        values[TARIFF_NEWEST_PEAK * n]};
    r->turn =
        (struct tariff_reading){tariff_turn(fee->config.turns, fee->config.turn_count, run->until),
                                values[TARIFF_TURN * n], values[TARIFF_TURN_PEAK * n]};
    r->known = r->turn.all == TARIFF_NO_REGISTER ? NULL : &r->turn;
}

/* The registers of a run in the account; returns the tier that is reached. */
static unsigned take_account(struct feecontrol *fee, const struct fee_run *run, uint32_t customer)
{
    struct plan_registers r;
    read_plan(fee, run, customer, &r);
    unsigned tier = take(&fee->accounts[customer], fee_plan_of(fee, customer), &r.newest, r.known);
    if (fee->stale)
        tier = take(&fee->stale[customer], fee_stale_plan_of(fee, customer), &r.newest, r.known);
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
        fee->config.is_even ? take_even(fee, customer, before) : take_account(fee, run, customer);
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

/* An account of whom nothing is charged begins anew where it stands. */
static void start_here(struct tariff_account *account, const struct tariff_plan *plan)
{
    struct tariff_reading last = {account->day, account->last.all, account->last.peak};
    tariff_account_start(account, plan, &last, tariff_account_counted(account));
}

void fee_clear_plan(struct feecontrol *fee, uint32_t customer)
{
    start_here(&fee->accounts[customer], fee_plan_of(fee, customer));
    if (fee->stale)
        start_here(&fee->stale[customer], fee_stale_plan_of(fee, customer));
}

void fee_count_plan(struct feecontrol *fee, const struct fee_run *run, uint32_t customer,
                    bool is_owed)
{
    (void)take_account(fee, run, customer);
    if (!is_owed)
        fee_clear_plan(fee, customer);
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
