#include "models/meter/device/device_look.h"

#include "models/meter/device/device_parts.h"

struct meter_look meter_look(const struct meter_device *meter)
{
    struct meter_look look = {.clock = meter_clock(meter),
                              .energy = energy_register(&meter->energy)};
    meter_status(meter, look.status);
    for (unsigned phase = 0; phase < METER_PHASES; phase++) {
        look.dw[phase] = meter_power_dw(meter, phase);
        look.ma[phase] = meter_current_ma(meter, phase);
    }
    return look;
}
