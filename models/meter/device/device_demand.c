#include "models/meter/device/device_parts.h"

#define PERIOD_USUAL 15 /* minutes, if 04000103 says none */

static ms_t period(const struct meter_device *meter)
{
    uint32_t minutes = meter_param_number(meter, 0x04000103);
    return (ms_t)(minutes ? minutes : PERIOD_USUAL) * MS_MINUTE;
}

ms_t meter_demand_due(const struct meter_device *meter)
{
    ms_t clock = meter_clock(meter);
    ms_t day = clock_day_start(clock);
    ms_t next = day + (clock - day) / period(meter) * period(meter) + period(meter);
    return next < day + MS_DAY ? next : day + MS_DAY;
}

void meter_demand_restart(struct meter_device *meter)
{
    meter->demand.from = meter->now;
    meter->demand.parts = meter->energy.parts;
}

/* 0.1 W for a millisecond are 6/25 parts of energy (device_load.c). A period that did not run from
 * end to end tells nothing. */
void meter_demand_make(struct meter_device *meter)
{
    struct meter_demand *demand = &meter->demand;
    ms_t length = meter->now - demand->from;
    ms_t clock = meter_clock(meter);
    if ((clock - clock_day_start(clock)) % period(meter) != 0)
        return;
    if (length == period(meter)) {
        uint64_t used = meter->energy.parts - demand->parts;
        demand->last_dw = (uint32_t)(used * 25 / (6 * (uint64_t)length));
        if (demand->most_at == 0 || demand->last_dw > demand->most_dw) {
            demand->most_dw = demand->last_dw;
            demand->most_at = clock;
        }
    }
    meter_demand_restart(meter);
}
