/* models/meter/cell.h - a remote fee-control meter as one of millions: relay, register, the latest
 * daily freezes, clock, in 32 bytes. The rules of relay and register are those of the virtual meter
 * (relay.h, energy.h): the relay is unpacked into their record for a command and packed again, so
 * no rule exists twice. Pure; not shared between threads.
 *
 *   | parts 8 | at 4 | freeze 4 | steps 3 x 3 | day 2 | clock 2 | relay 1 | faults 1 | site 1 |
 *
 * What a cell leaves out: relay timers (the date of a trip that is delayed is kept by its owner;
 * meters of the population have no high-current hold and get no 1D or 1E) and the counters of trips
 * and closes, which the event log holds. */
#ifndef MODELS_METER_CELL_H
#define MODELS_METER_CELL_H
#include "models/house/terms.h"
#include "models/meter/energy.h"
#include "models/meter/relay.h"
#include "models/meter/site.h"
#include <stdbool.h>

#define METER_CELL_FREEZES  4        /* newest day and the depth of gap-fill (P-MET-05) */
#define METER_CELL_STEP_MAX 0xFFFFFF /* 0.01 kWh a day: what a step between two freezes holds */

struct meter_cell {
    uint64_t parts;  /* register, 0.01 kWh / 86,400,000 (energy.h) */
    int32_t at;      /* ms from 00:00 of freeze_day to the moment up to which `parts` is counted */
    uint32_t freeze; /* newest freeze, 0.01 kWh */
    uint8_t steps[METER_CELL_FREEZES - 1][3]; /* freeze less the one before it, newest first */
    uint8_t relay;                            /* enum relay_state, flags in the upper half */
    uint16_t freeze_day;                      /* of `freeze`, days since 1970-01-01 CST */
    int16_t clock_error_min; /* meter clock minus true time, minutes (P-MET-07, P-MET-08) */
    uint8_t unreadable; /* faults in force because of which its freezes are not read: CELL_MUTE,
                              * CELL_UNTASKED */
    uint8_t site;       /* enum site_bit: what lies between the relay and the light */
};
_Static_assert(sizeof(struct meter_cell) == 32, "hot record of the population");

/* Parts of meter_cell.unreadable, at most 15 each: it answers nothing at all; or it does, and the
 * task of daily readings leaves it out. */
enum { CELL_MUTE_ONE = 1, CELL_MUTE = 15, CELL_UNTASKED_ONE = 16, CELL_UNTASKED = 15 << 4 };

/* `per_day` below: use while supplied, 0.01 kWh per day, at most METER_CELL_STEP_MAX. */

/* A closed meter with register 0 at `now`; `now` may be 00:00, then the freeze of that day is made
 * at the first advance. */
void meter_cell_init(struct meter_cell *cell, ms_t now);
/* Lets time pass: energy, the freeze at each 00:00 of the meter clock. */
void meter_cell_advance(struct meter_cell *cell, uint32_t per_day, ms_t now);
/* A day of `parts` for a meter that is supplied, whose clock is right and which stands at 00:00 of
 * day number `day`: up to the next 00:00, without the freeze that is due then. False: it does not,
 * and nothing was done. */
static inline bool meter_cell_pass_day(struct meter_cell *cell, int32_t day, uint64_t parts)
{
    if ((cell->relay | cell->site) != RELAY_CLOSED || cell->clock_error_min != 0 || cell->at != 0 ||
        cell->freeze_day != day)
        return false;
    cell->parts += parts;
    cell->at = (int32_t)MS_DAY;
    return true;
}
/* Register value, 0.01 kWh. */
static inline kwh100_t meter_cell_register(const struct meter_cell *cell)
{
    return (kwh100_t)(cell->parts / ENERGY_UNIT);
}
/* meter_cell_freeze of another day than that of the newest freeze. */
FK_MUST_CHECK int meter_cell_older_freeze(const struct meter_cell *cell, int32_t day,
                                          uint32_t *value);
/* Register frozen at 00:00 of day number `day`. FK_OK, or FK_E_NOT_FOUND if that freeze is not
 * kept. */
FK_MUST_CHECK static inline int meter_cell_freeze(const struct meter_cell *cell, int32_t day,
                                                  uint32_t *value)
{
    if (day != cell->freeze_day)
        return meter_cell_older_freeze(cell, day, value);
    *value = cell->freeze;
    return FK_OK;
}
/* Control command N1 at `now` with its valid-until time: RESULT_OK, RESULT_CMD_EXPIRED,
 * RESULT_METER_PROTECTED, RESULT_RELAY_REFUSED, or RESULT_RELAY_STUCK if the contact had to move
 * and cannot; 1D and 1E are RESULT_NOT_ALLOWED. The meter compares with its own clock; equal is
 * valid. */
enum result_code meter_cell_command(struct meter_cell *cell, uint32_t per_day, uint8_t n1,
                                    ms_t valid_until, ms_t now);
/* The same for a meter with a programmed trip delay (04001401, P-MET-28): a trip of a closed relay
 * is RESULT_OK, the state is RELAY_TRIP_DELAY, and the contact stays where it is until
 * meter_cell_end_delay; any other command ends the delay as relay.h says. */
enum result_code meter_cell_command_delayed(struct meter_cell *cell, uint32_t per_day, uint8_t n1,
                                            uint16_t trip_delay_min, ms_t valid_until, ms_t now);
/* The delay of a trip is over at `now`, or the voltage has gone and come back: a relay in
 * RELAY_TRIP_DELAY opens; one that is stuck gives the trip up and is closed (R-32: whoever asked
 * was told RESULT_OK). In any other state nothing happens. */
void meter_cell_end_delay(struct meter_cell *cell, uint32_t per_day, ms_t now);
/* The customer held the key for 3 s at `now`. True if the relay closed. */
bool meter_cell_key(struct meter_cell *cell, uint32_t per_day, ms_t now);
/* enum relay_state. */
unsigned meter_cell_relay_state(const struct meter_cell *cell);
/* True if the contact of the relay interrupts (of an external breaker: signals). */
bool meter_cell_is_open(const struct meter_cell *cell);
/* What lies behind the relay has changed: enum site_bit. Time must have been let pass before. */
void meter_cell_set_site(struct meter_cell *cell, uint8_t bits);
/* The clock is set (加密对时), or off by so much from now on. Time must have been let pass before. */
void meter_cell_set_clock(struct meter_cell *cell, int16_t error_min);
/* A fault because of which its freezes are not read begins or ends: `one` is CELL_MUTE_ONE or
 * CELL_UNTASKED_ONE. FK_OK, or FK_E_RANGE for more than 15 of a kind at once. */
FK_MUST_CHECK int meter_cell_hide(struct meter_cell *cell, uint8_t one, bool begins);
/* A person at the meter: takes away what keeps the relay from moving (R-33, a stuck relay), then
 * N1. */
void meter_cell_by_hand(struct meter_cell *cell, uint32_t per_day, uint8_t n1, ms_t now);
/* L5: true if the customer has supply. */
bool meter_cell_is_supplied(const struct meter_cell *cell);
/* Bits 4 (relay open) and 6 (command says open) of status word 3. */
uint16_t meter_cell_status3(const struct meter_cell *cell);
#endif
