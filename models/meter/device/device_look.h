/* models/meter/device/device_look.h - what a virtual meter would show at this moment, for those who
 * look at it from outside the line. Pure; reads only. */
#ifndef MODELS_METER_DEVICE_DEVICE_LOOK_H
#define MODELS_METER_DEVICE_DEVICE_LOOK_H
#include "models/meter/device/device_state.h"

struct meter_look {
    ms_t clock; /* meter clock */
    kwh100_t energy;
    uint16_t status[7];        /* W1..W7 */
    uint32_t dw[METER_PHASES]; /* 0.1 W */
    uint32_t ma[METER_PHASES];
};
struct meter_look meter_look(const struct meter_device *meter);
#endif
