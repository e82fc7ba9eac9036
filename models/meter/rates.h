/* models/meter/rates.h - the second register of a meter: with two rates (峰谷分时) what runs in the
 * peak hours of its own clock, the rest of the day being valley; or reactive energy (无功电能, TR-13),
 * so many kvarh of 100 kWh. Beside the cells of those meters that have it, so that all others stay
 * at 32 bytes. Pure; not shared between threads. */
#ifndef MODELS_METER_RATES_H
#define MODELS_METER_RATES_H
#include "models/meter/cell.h"

/* What it counts: */
struct meter_second {
    struct clock_window peak; /* energy of these hours, or: */
    bool is_kvarh;            /* reactive energy */
    uint8_t kvarh[2];         /* of 100 kWh, and so many from the moment `from` on; at most 250 */
    ms_t from;                /* MS_NEVER: they stay as they are */
};

struct meter_rates {
    uint64_t parts;                       /* as meter_cell.parts; of kvarh a hundredth of those,
                                           * which holds 2.1e7 kvarh */
    uint32_t freezes[METER_CELL_FREEZES]; /* 0.01 kWh, newest first, of the cell's freeze days */
};
_Static_assert(sizeof(struct meter_rates) == 24, "one for each meter with two rates");

/* meter_cell_advance of a meter with a second register: to be called in its place, and before
 * each of its commands. */
void meter_rates_advance(struct meter_rates *rates, struct meter_cell *cell, uint32_t per_day,
                         const struct meter_second *second, ms_t now);
/* Second register frozen at 00:00 of `day`, for which meter_cell_freeze gave FK_OK. */
uint32_t meter_rates_freeze(const struct meter_rates *rates, const struct meter_cell *cell,
                            int32_t day);
#endif
