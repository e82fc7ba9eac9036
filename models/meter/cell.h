/* models/meter/cell.h - a remote fee-control meter as one of millions: relay, register, the latest
 * daily freezes, clock. The relay and the register are the very records of the virtual meter
 * (relay.h, energy.h), so no rule exists twice. At most 64 bytes. Pure; not shared between threads.
 *
 *   | energy 24 | relay 16 | freezes 4 x 4 | freeze day 4 | clock 2 | faults 2 | */
#ifndef MODELS_METER_CELL_H
#define MODELS_METER_CELL_H
#include "models/house/terms.h"
#include "models/meter/energy.h"
#include "models/meter/relay.h"

#define METER_CELL_FREEZES 4 /* newest day and the depth of gap-fill (P-MET-05) */

struct meter_cell {
    struct meter_energy energy;
    struct meter_relay relay;
    uint32_t freezes[METER_CELL_FREEZES]; /* 0.01 kWh, by day number mod METER_CELL_FREEZES */
    int32_t freeze_day;                   /* newest freeze, days since 1970-01-01 CST */
    int16_t clock_error_min; /* meter clock minus true time, minutes (P-MET-07, P-MET-08) */
    uint16_t unreadable;     /* faults in force because of which it answers nothing */
};
_Static_assert(sizeof(struct meter_cell) <= 64, "hot record of the population");

/* A closed meter with register 0 at `now`, loaded with `per_day` 0.01 kWh per day; `now` may be
 * 00:00, then the freeze of that day is made at the first advance. */
void meter_cell_init(struct meter_cell *cell, uint32_t per_day, ms_t now);
/* Lets time pass: energy, the freeze at each 00:00 of the meter clock, relay timers. */
void meter_cell_advance(struct meter_cell *cell, ms_t now);
/* Register frozen at 00:00 of day number `day`. FK_OK, or FK_E_NOT_FOUND if that freeze is not
 * kept. */
FK_MUST_CHECK int meter_cell_freeze(const struct meter_cell *cell, int32_t day, uint32_t *value);
/* Control command N1 at `now` with its valid-until time: RESULT_OK, RESULT_CMD_EXPIRED,
 * RESULT_METER_PROTECTED or RESULT_RELAY_REFUSED. The meter compares with its own clock; equal is
 * valid. */
enum result_code meter_cell_command(struct meter_cell *cell, uint8_t n1, ms_t valid_until,
                                    ms_t now);
/* L5 as far as the meter decides it: true if the customer has supply. */
bool meter_cell_is_supplied(const struct meter_cell *cell);
/* Bits 4 (relay open) and 6 (command says open) of status word 3. */
uint16_t meter_cell_status3(const struct meter_cell *cell);
#endif
