/* Local meters of a world. */
#include "models/collection/concentrator_parts.h"
#include "sim/scenario/population.h"
#include "sim/world/world.h"

int world_enrol_local(struct world *world, uint32_t customer, const struct local_entry *entry)
{
    const struct sim_scenario *s = world->scenario;
    struct meter_wallet *wallet = slots_open(&world->wallets, customer);
    if (!wallet)
        return FK_E_MEMORY;
    bool is_time = s->wallet.unit == WALLET_TIME;
    struct wallet_sale sale = scenario_sale(s);
    wallet_init(wallet, sale_units(&sale, population_opening(s, &world->segments, customer)),
                population_ahead(s, customer), is_time ? 0 : world->meters[customer].parts);
    wallet->on_at = s->start;
    struct load_guard *guard =
        scenario_has_load_control(s) ? slots_open(&world->guards, customer) : NULL;
    if (guard)
        load_guard_init(guard, s->start);
    else if (scenario_has_load_control(s))
        return FK_E_MEMORY;
    world->fee.customers[customer] = (struct fee_customer){.state = FEE_NOT_ENROLLED};
    return ledger_post(&world->marketing.ledger, LEDGER_BRING_FORWARD, customer, 0, entry->account,
                       NULL);
}

int world_plan_wallets(struct world *world)
{
    int err = FK_OK;
    for (uint32_t i = 0; i < world->wallets.count && err == FK_OK; i++) {
        struct meter_wallet *wallet = slots_at(&world->wallets, i);
        struct concentrator *c = &world->concentrators[areas_of(&world->areas, wallet->id)];
        wallet->due = world->scenario->start;
        err = timers_set(&c->dates, wallet->due, DATE_WALLET, wallet->id);
    }
    return err;
}

bool world_remaining(struct world *world, uint32_t customer, ms_t now, fen_t *remaining)
{
    const struct meter_wallet *wallet = slots_find(&world->wallets, customer);
    if (!wallet)
        return false;
    *remaining = concentrator_remaining(&world->concentrators[areas_of(&world->areas, customer)],
                                        wallet, now);
    return true;
}
