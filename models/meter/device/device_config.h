/* models/meter/device/device_config.h - what a virtual meter is made as: who it is (meter_config)
 * and how it behaves (meter_rules.h). */
#ifndef MODELS_METER_DEVICE_DEVICE_CONFIG_H
#define MODELS_METER_DEVICE_DEVICE_CONFIG_H
#include "models/meter/device/meter_rules.h"
#include "models/meter/energy.h"
#include "protocol/dlt645/dlt645_frame.h"

#define METER_TARIFFS_MAX   63
#define METER_SETTLE_MAX_MS 60000
#define METER_WAKES_MAX     16 /* leading FE of an answer */

/* meter_config_default fills the usual values. Rules a user may set freely: answer_delay_ms 20..500
 * (5.3.3), settle_ms 0..METER_SETTLE_MAX_MS, wakes 0..METER_WAKES_MAX; the others are set by
 * profiles and defects. */
struct meter_config {
    uint8_t address[DLT645_ADDRESS_SIZE]; /* wire order */
    uint8_t password[2][3];               /* P0 P1 P2 of level 02 and level 04, wire order */
    uint8_t phases;                       /* 1 or 3 */
    uint8_t tariffs;                      /* 1..63; 63 makes block reads need follow-up frames */
    bool is_external;                     /* breaker outside the meter */
    uint32_t per_day;                     /* load, 0.01 kWh per day */
    kwh100_t initial;                     /* forward active register at start, 0.01 kWh */
    struct meter_rules rules;
};

/* Address 000000000001, both passwords 000000, one phase, 63 tariffs, 8 kWh a day, sound rules. */
void meter_config_default(struct meter_config *config);
#endif
