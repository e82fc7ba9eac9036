/* Load control of local meters (section 20, seed 001): load_guard.h, done to the relay. */
#include "models/collection/concentrator.h"
#include "models/collection/concentrator_parts.h"

static struct load_guard *guard_of(const struct concentrator *c, uint32_t customer)
{
    return c->config->guards ? slots_find(c->config->guards, customer) : NULL;
}

bool concentrator_is_overloaded(const struct concentrator *c, uint32_t customer)
{
    const struct load_guard *guard = guard_of(c, customer);
    return guard && guard->is_open;
}

/* The load at this moment, and when it changes by itself. */
static uint32_t load_at(struct concentrator *c, uint32_t customer, ms_t now, ms_t *until)
{
    *until = MS_NEVER;
    if (!meter_cell_is_supplied(concentrator_meter(c, customer)))
        return 0;
    return c->config->use ? drawn_use_at(c->config->use, customer, now, until)
                          : concentrator_load(c, customer);
}

void concentrator_plan_load(struct concentrator *c, uint32_t customer, ms_t now)
{
    struct load_guard *guard = guard_of(c, customer);
    if (!guard)
        return;
    ms_t until, planned = guard->look_at;
    load_guard_feel(guard, c->config->load_terms, load_at(c, customer, now, &until), now);
    guard->look_at = guard->due;
    if (!guard->is_open && until < guard->due)
        guard->look_at = until;
    if (guard->look_at == planned || guard->look_at <= now || guard->look_at == MS_NEVER)
        return; /* what waits for voltage is looked at when that is back */
    if (timers_set(&c->dates, guard->look_at, DATE_LOAD, customer) != FK_OK)
        c->err = FK_E_MEMORY;
}

static bool has_voltage(struct concentrator *c, uint32_t customer)
{
    const struct meter_site *site =
        concentrator_meter(c, customer)->site ? slots_find(c->config->sites, customer) : NULL;
    return !site || !meter_site_has(site, FAULT_POWER_CUT);
}

enum load_step concentrator_step_load(struct concentrator *c, uint32_t customer,
                                      enum wallet_source *by, ms_t now)
{
    struct load_guard *guard = guard_of(c, customer);
    if (!guard)
        return LOAD_STAYS;
    enum load_step step =
        load_guard_step(guard, c->config->load_terms, has_voltage(c, customer), now);
    *by = guard->by;
    return step;
}

bool concentrator_release_load(struct concentrator *c, uint32_t customer, enum wallet_source by,
                               ms_t now)
{
    struct load_guard *guard = guard_of(c, customer);
    if (!guard || !load_guard_release(guard, by, now))
        return false;
    concentrator_settle_wallet(c, customer, now);
    return true;
}

void concentrator_load_due(struct concentrator *c, uint32_t customer, ms_t due, ms_t now)
{
    const struct load_guard *guard = guard_of(c, customer);
    if (!guard || guard->look_at != due)
        return; /* planned anew since */
    concentrator_advance(c, customer, now);
    concentrator_settle_wallet(c, customer, now);
}
