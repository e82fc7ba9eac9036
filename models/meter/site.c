#include "models/meter/site.h"

int meter_site_fault(struct meter_site *site, unsigned kind, bool begins)
{
    uint8_t *count = &site->faults[kind - FAULT_SITE_FIRST];
    if (*count == (begins ? UINT8_MAX : 0))
        return FK_E_RANGE;
    *count = (uint8_t)(*count + (begins ? 1 : -1));
    return FK_OK;
}

static bool has_breaker(const struct meter_site *site)
{
    return site->is_trip_only || meter_site_has(site, FAULT_EXTERNAL_BREAKER) ||
           meter_site_has(site, FAULT_BREAKER_BY_HAND) || meter_site_has(site, FAULT_CONTROL_LINE);
}

void meter_site_settle(struct meter_site *site, bool is_relay_open)
{
    if (!has_breaker(site))
        site->is_breaker_open = false;
    else if (meter_site_has(site, FAULT_CONTROL_LINE))
        return;
    else if (is_relay_open)
        site->is_breaker_open = true;
    else if (!site->is_trip_only && !meter_site_has(site, FAULT_BREAKER_BY_HAND))
        site->is_breaker_open = false;
}

void meter_site_hand(struct meter_site *site, bool closes, bool is_relay_open)
{
    if (has_breaker(site))
        site->is_breaker_open = !closes;
    meter_site_settle(site, is_relay_open);
}

uint8_t meter_site_bits(const struct meter_site *site)
{
    static const struct {
        uint8_t kind, bit;
    } rows[] = {{FAULT_POWER_CUT, SITE_OFF},        {FAULT_HOUSE_BREAKER, SITE_OFF},
                {FAULT_BREAKER_TRIPPED, SITE_OPEN}, {FAULT_MANUAL_CUT, SITE_OPEN},
                {FAULT_BYPASS, SITE_BYPASSED},      {FAULT_RELAY_STUCK, SITE_STUCK},
                {FAULT_KEY_LOCKED, SITE_LOCKED},    {FAULT_WRONG_LINK, SITE_MISLINKED},
                {FAULT_POWER_CUT, SITE_LOCKED}}; /* the relay needs voltage to close */
    unsigned bits =
        (has_breaker(site) ? SITE_EXTERNAL : 0U) | (site->is_breaker_open ? SITE_OPEN : 0U);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (site->faults[rows[i].kind - FAULT_SITE_FIRST] > 0)
            bits |= rows[i].bit;
    return (uint8_t)bits;
}

bool meter_site_is_plain(const struct meter_site *site)
{
    for (unsigned i = 0; i < SITE_FAULTS; i++)
        if (site->faults[i] > 0)
            return false;
    return !site->is_trip_only;
}
