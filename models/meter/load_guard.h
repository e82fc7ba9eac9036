/* models/meter/load_guard.h - load control of a prepaid meter (过负荷控制, section 20, seed 001): it
 * opens its relay by itself when the load was above a limit for a time, closes it again after
 * another, and after so many closings stays open until somebody holds the key, a crew closes it, or
 * the count begins anew. Pure; the relay is moved by whoever owns both. Not shared between threads.
 *
 *            load above the limit for `delay`
 *   CLOSED ----------------------------------> OPEN --reclose_after, recloses_most--> CLOSED
 *                                               |
 *                                               +-- key, crew; 00:00 if counted daily --> CLOSED
 *
 * The load is what the customer uses in his span of the day (drawn_use.h), all day alike without
 * drawn use: a mean, compared exactly. */
#ifndef MODELS_METER_LOAD_GUARD_H
#define MODELS_METER_LOAD_GUARD_H
#include "base/clock.h"
#include "models/house/terms.h"
#include <stdbool.h>

struct load_terms {
    uint32_t limit;         /* W; 0: no load control */
    ms_t delay;             /* the load is above it for so long, at least 1 ms */
    ms_t reclose_after;     /* from the trip, at least 1 ms */
    uint32_t recloses_most; /* closings by itself of one count */
    bool is_anew_by_hand;   /* the count begins anew with a hand alone, else at 00:00 too */
};

enum load_step { LOAD_STAYS, LOAD_TRIPS, LOAD_CLOSES };

struct load_guard {
    uint32_t id;       /* customer (base/slots.h) */
    uint32_t recloses; /* of the present count */
    int32_t day;       /* of the latest trip or closing: day number */
    bool is_over;      /* the load is above the limit */
    bool is_open;      /* it wants the relay open */
    uint8_t by;        /* enum wallet_source: who closes it at `due` */
    ms_t due;          /* it trips or closes; MS_NEVER: neither */
    ms_t look_at;      /* moment at which its owner looks next; the owner's */
};

/* A meter that is closed and knows no load yet. */
void load_guard_init(struct load_guard *guard, ms_t now);
/* True if `per_day`, 0.01 kWh a day, is more than `watts`. */
static inline bool load_is_over(uint32_t per_day, uint32_t watts)
{
    return (uint64_t)per_day * 5 > (uint64_t)watts * 12; /* 10 Wh in 24 h */
}
/* The load from now on, 0 without supply. */
void load_guard_feel(struct load_guard *guard, const struct load_terms *terms, uint32_t per_day,
                     ms_t now);
/* What is due at `now`, before anything of this moment is felt. A meter without voltage cannot
 * close: it does when it is asked again. */
enum load_step load_guard_step(struct load_guard *guard, const struct load_terms *terms,
                               bool has_voltage, ms_t now);
/* Somebody holds the key (WALLET_BY_KEY), closes it on site or puts another meter there
 * (WALLET_BY_CREW): the next step closes it, and the count begins anew. False if it is not open. */
bool load_guard_release(struct load_guard *guard, enum wallet_source by, ms_t now);
#endif
