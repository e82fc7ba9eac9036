#include "models/meter/device/device_parts.h"

#define DRIVE_LEAST_DV (METER_VOLTAGE_DV * 3 / 4) /* 75 % of the rated voltage: 165.0 V */

/* 0.1 W for a millisecond are 0.24 parts of energy (energy.h): 6 of 25. */
#define PARTS_NUMERATOR   6
#define PARTS_DENOMINATOR 25

static bool is_dead(const struct meter_device *meter)
{
    return meter->is_off || relay_is_open(&meter->relay);
}

void meter_load_init(struct meter_load *load)
{
    *load = (struct meter_load){
        .power_factor = METER_POWER_FACTOR,
        .dv = {METER_VOLTAGE_DV, METER_VOLTAGE_DV, METER_VOLTAGE_DV},
    };
}

/* 0.01 kWh per day are 10 Wh per day: x 10 / 24 W. */
uint32_t meter_load_dw(const struct meter_device *meter, unsigned phase)
{
    if (meter->load.is_set)
        return meter->load.dw[phase];
    return phase == 0 ? (uint32_t)((uint64_t)meter->config.per_day * 100 / 24) : 0;
}

uint32_t meter_power_dw(const struct meter_device *meter, unsigned phase)
{
    return is_dead(meter) ? 0 : meter_load_dw(meter, phase);
}

uint32_t meter_power_total_dw(const struct meter_device *meter)
{
    uint32_t total = 0;
    for (unsigned phase = 0; phase < METER_PHASES; phase++)
        total += meter_power_dw(meter, phase);
    return total;
}

/* I = P / (U x power factor). */
uint32_t meter_current_ma(const struct meter_device *meter, unsigned phase)
{
    const struct meter_load *load = &meter->load;
    if (is_dead(meter))
        return 0;
    if (!load->is_set) {
        uint64_t microwatts = (uint64_t)meter->config.per_day * 10 * 1000000 / 24;
        return phase == 0 ? (uint32_t)(microwatts / METER_VOLTAGE_DV / 100) : 0;
    }
    uint64_t divisor = (uint64_t)load->dv[phase] * load->power_factor;
    uint64_t ma = divisor == 0 ? 0 : (uint64_t)load->dw[phase] * 1000 * 1000 / divisor;
    return ma < METER_CURRENT_MAX_MA ? (uint32_t)ma : METER_CURRENT_MAX_MA;
}

uint32_t meter_current_most_ma(const struct meter_device *meter)
{
    uint32_t most = 0;
    for (unsigned phase = 0; phase < METER_PHASES; phase++) {
        uint32_t ma = meter_current_ma(meter, phase);
        most = ma > most ? ma : most;
    }
    return most;
}

bool meter_can_drive(const struct meter_device *meter)
{
    for (unsigned phase = 0; phase < meter->config.phases; phase++)
        if (meter->load.dv[phase] >= DRIVE_LEAST_DV)
            return true;
    return false;
}

void meter_load_advance(struct meter_device *meter, ms_t next)
{
    struct meter_load *load = &meter->load;
    if (load->is_set && next > meter->energy.at) {
        uint64_t scaled =
            (uint64_t)(next - meter->energy.at) * meter_power_total_dw(meter) * PARTS_NUMERATOR +
            load->rest;
        meter->energy.parts += scaled / PARTS_DENOMINATOR;
        load->rest = (uint8_t)(scaled % PARTS_DENOMINATOR);
    }
    energy_advance(&meter->energy, next, !load->is_set && !is_dead(meter));
}
