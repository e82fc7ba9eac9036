/* models/meter/site.h - what lies between the relay of a meter and the customer's light (R-35,
 * the network before it, an external breaker that it signals to, breakers and hands behind
 * it, a bypass around it. One record for each of the few customers who have such a thing; what
 * every reading needs of it is eight bits in the meter's cell (cell.h), 0 for everybody else.
 *
 *   network --- meter --+-- relay --+-- breaker --+-- house --- light (L5)
 *                       +-------- bypass ---------+
 *
 * With an external breaker the relay interrupts nothing: its contact is the signal over the control
 * line. Energy is counted while there is light: the bypass lies behind the meter. Pure; not shared
 * between threads. */
#ifndef MODELS_METER_SITE_H
#define MODELS_METER_SITE_H
#include "base/err.h"
#include "models/house/terms.h"
#include <stdbool.h>

#define SITE_FAULTS (FAULT_SITE_LAST - FAULT_SITE_FIRST + 1)

/* What the cell holds of it. */
enum site_bit {
    SITE_OFF = 1,       /* the network is off, or the breaker of the house is open */
    SITE_OPEN = 2,      /* a breaker behind the meter is open */
    SITE_BYPASSED = 4,  /* current flows around relay and breaker */
    SITE_EXTERNAL = 8,  /* the relay is a signal to an external breaker */
    SITE_STUCK = 16,    /* the relay does not move */
    SITE_LOCKED = 32,   /* the key does nothing: out of reach, or no voltage */
    SITE_MISLINKED = 64 /* what is asked of the meter goes to its neighbour */
};

struct meter_site {
    uint32_t id;                 /* customer (base/slots.h) */
    uint8_t faults[SITE_FAULTS]; /* in force, by kind less FAULT_SITE_FIRST */
    bool is_breaker_open;        /* of the external breaker */
    bool is_trip_only;           /* the meter of CQ-1: trips a breaker that only a hand closes */
    bool is_key_held;            /* somebody pressed meanwhile: he comes again */
};

/* L5: true if the customer has supply, the contact of the relay being open or not. */
static inline bool meter_site_is_supplied(uint8_t bits, bool is_relay_open)
{
    if (bits == 0)
        return !is_relay_open;
    if (bits & SITE_OFF)
        return false;
    if (bits & SITE_BYPASSED)
        return true;
    return !(bits & SITE_OPEN) && (!is_relay_open || bits & SITE_EXTERNAL);
}

static inline bool meter_site_has(const struct meter_site *site, enum fault_kind kind)
{
    return site->faults[kind - FAULT_SITE_FIRST] > 0;
}
/* A fault of a kind FAULT_SITE_FIRST .. FAULT_SITE_LAST begins or ends. FK_OK, or FK_E_RANGE for
 * more than 255 of a kind at once. */
FK_MUST_CHECK int meter_site_fault(struct meter_site *site, unsigned kind, bool begins);
/* The external breaker follows the signal as far as it hears it; to be called whenever the
 * relay or the site has changed. One that a hand must close stays open when the signal goes. */
void meter_site_settle(struct meter_site *site, bool is_relay_open);
/* A hand at the external breaker: it opens, or closes if no signal holds it open. */
void meter_site_hand(struct meter_site *site, bool closes, bool is_relay_open);
/* enum site_bit of all that is so now. */
uint8_t meter_site_bits(const struct meter_site *site);
/* True if nothing is left of it. */
bool meter_site_is_plain(const struct meter_site *site);
#endif
