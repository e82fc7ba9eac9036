/* The programmed delay between a trip and its relay (R-32, P-MET-28). */
#include "models/collection/concentrator.h"
#include "models/collection/concentrator_parts.h"

/* A trip that was ordered again counts from then: the newest date of the meter is its date. */
static bool is_newest_trip(const struct concentrator *c, uint32_t customer)
{
    for (uint32_t i = 0; i < c->dates.count; i++)
        if (c->dates.heap[i].kind == DATE_TRIP && c->dates.heap[i].id == customer)
            return false;
    return true;
}

/* the relay moves now, if nothing has come between. A meter without voltage opens when it has
 * it again (concentrator_fault). */
void concentrator_delay_due(struct concentrator *c, uint32_t customer, ms_t now)
{
    const struct meter_site *site =
        concentrator_meter(c, customer)->site ? slots_find(c->config->sites, customer) : NULL;
    if (!is_newest_trip(c, customer) || (site && meter_site_has(site, FAULT_POWER_CUT)))
        return;
    concentrator_end_delay(c, customer, now);
}

void concentrator_end_delay(struct concentrator *c, uint32_t customer, ms_t now)
{
    struct standing was = concentrator_look(c, customer, now);
    meter_cell_end_delay(concentrator_meter(c, customer), concentrator_load(c, customer), now);
    concentrator_moved(c, customer, was, now);
}
