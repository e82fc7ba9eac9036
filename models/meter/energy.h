/* models/meter/energy.h - active energy register of a meter with a load that is constant between
 * changes, and its daily freeze (日冻结). Exact: energy is kept in units of 0.01 kWh / 86,400,000, so
 * that a load given in 0.01 kWh per day adds without rounding for any number of milliseconds. Pure,
 * reentrant. Sources: P-MET-01 (resolution), P-MET-02 (freeze at 00:00:00 meter clock). */
#ifndef MODELS_METER_ENERGY_H
#define MODELS_METER_ENERGY_H
#include "base/clock.h"
#include "base/money.h"

#define ENERGY_UNIT ((uint64_t)MS_DAY) /* parts of 0.01 kWh */

struct meter_energy {
    uint64_t parts;   /* 0.01 kWh / 86,400,000; holds 2.1e9 kWh */
    ms_t at;          /* moment up to which `parts` is counted */
    uint32_t per_day; /* load while supplied, 0.01 kWh per day */
};

/* Parts used in `time` ms with a load of `per_day`. */
static inline uint64_t energy_of(ms_t time, uint32_t per_day)
{
    return (uint64_t)time * per_day;
}
/* Counts energy up to `now` (>= at; earlier is ignored) with the load on or off since `at`. */
void energy_advance(struct meter_energy *energy, ms_t now, int is_supplied);
/* Register value, rounded down to its resolution of 0.01 kWh. */
static inline kwh100_t energy_register(const struct meter_energy *energy)
{
    return (kwh100_t)(energy->parts / ENERGY_UNIT);
}
#endif
