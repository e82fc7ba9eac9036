#include "models/meter/device/device_parts.h"
#include "protocol/dlt645/dlt645_status.h"

/* Status words 04000501..07. What is wrong with a phase is judged at the moment of reading; limits
 * are those that State Grid meters leave the works with (Q/GDW 1354), without the minute that a
 * fault must last there. */

/* W4, W5, W6 */
#define PHASE_LOSS_V   0x0001 /* 失压: low voltage under load */
#define PHASE_UNDER_V  0x0002
#define PHASE_OVER_V   0x0004
#define PHASE_OVER_I   0x0010
#define PHASE_OVERLOAD 0x0020
#define PHASE_BREAK    0x0080 /* 断相: hardly any voltage and no load */
/* W7 */
#define ALL_UNBALANCE_V 0x0004
#define ALL_UNBALANCE_I 0x0008
#define ALL_SEVERE_I    0x0100

#define UNDER_DV      (METER_VOLTAGE_DV * 78 / 100)
#define BREAK_DV      (METER_VOLTAGE_DV * 60 / 100)
#define OVER_DV       (METER_VOLTAGE_DV * 120 / 100)
#define LOAD_LEAST_MA 25                      /* 0.5 % of the basic current of 5 A */
#define OVER_MA       72000                   /* 1.2 times the maximum current of 60 A */
#define OVERLOAD_DW   (72 * METER_VOLTAGE_DV) /* ... at the rated voltage */
#define UNBALANCE     30                      /* % by which the least is below the most */
#define SEVERE        90

/* A contact that settles is no error yet. */
static uint16_t status_1(const struct meter_device *meter)
{
    unsigned flags = meter->relay.flags;
    bool is_level = meter_param_number(meter, 0x04001101) & 1;
    unsigned word = 0;
    if (flags & RELAY_EXTERNAL && !is_level)
        word |= DLT645_W1_PULSE_SWITCH;
    if (flags & RELAY_PULSE_PENDING && meter->drive_at != 0)
        word |= DLT645_W1_CONTROL_LOOP;
    return (uint16_t)word;
}

static uint16_t status_3(const struct meter_device *meter)
{
    const struct meter_rules *rules = &meter->config.rules;
    unsigned flags = meter->relay.flags;
    bool is_open = relay_is_open(&meter->relay);
    bool is_ordered = relay_command_bit(&meter->relay);
    unsigned word = 0;
    if (is_open && rules->shows_contact)
        word |= DLT645_W3_RELAY_OPEN;
    if (is_ordered || (is_open && !rules->command_falls))
        word |= DLT645_W3_COMMAND_OPEN;
    if (flags & RELAY_ALARM)
        word |= DLT645_W3_ALARM;
    if (flags & RELAY_PROTECTED && rules->shows_protection)
        word |= DLT645_W3_PROTECTED;
    return (uint16_t)(word | (unsigned)rules->supply_bits << DLT645_W3_SUPPLY_SHIFT);
}

static uint16_t status_phase(const struct meter_device *meter, unsigned phase)
{
    uint32_t dv = meter->load.dv[phase], ma = meter_current_ma(meter, phase);
    unsigned word = 0;
    if (phase >= meter->config.phases)
        return 0;
    if (dv < UNDER_DV)
        word |= PHASE_UNDER_V;
    if (dv < UNDER_DV && ma >= LOAD_LEAST_MA)
        word |= PHASE_LOSS_V;
    if (dv < BREAK_DV && ma < LOAD_LEAST_MA)
        word |= PHASE_BREAK;
    if (dv > OVER_DV)
        word |= PHASE_OVER_V;
    if (ma > OVER_MA)
        word |= PHASE_OVER_I;
    if (meter_power_dw(meter, phase) > OVERLOAD_DW)
        word |= PHASE_OVERLOAD;
    return (uint16_t)word;
}

/* By how many % the least of three is below the most. */
static uint32_t unbalance(const uint32_t values[METER_PHASES])
{
    uint32_t least = values[0], most = values[0];
    for (unsigned phase = 1; phase < METER_PHASES; phase++) {
        least = values[phase] < least ? values[phase] : least;
        most = values[phase] > most ? values[phase] : most;
    }
    return most ? (uint32_t)((uint64_t)(most - least) * 100 / most) : 0;
}

static uint16_t status_7(const struct meter_device *meter)
{
    uint32_t dv[METER_PHASES], ma[METER_PHASES];
    unsigned word = 0;
    if (meter->config.phases != METER_PHASES)
        return 0;
    for (unsigned phase = 0; phase < METER_PHASES; phase++) {
        dv[phase] = meter->load.dv[phase];
        ma[phase] = meter_current_ma(meter, phase);
    }
    if (unbalance(dv) > UNBALANCE)
        word |= ALL_UNBALANCE_V;
    if (meter_current_most_ma(meter) >= LOAD_LEAST_MA && unbalance(ma) > UNBALANCE)
        word |= ALL_UNBALANCE_I;
    if (meter_current_most_ma(meter) >= LOAD_LEAST_MA && unbalance(ma) > SEVERE)
        word |= ALL_SEVERE_I;
    return (uint16_t)word;
}

void meter_status(const struct meter_device *meter, uint16_t words[METER_STATUS_WORDS])
{
    words[0] = status_1(meter);
    words[1] = 0; /* directions: power flows forward alone */
    words[2] = status_3(meter);
    for (unsigned phase = 0; phase < METER_PHASES; phase++)
        words[3 + phase] = meter->load.is_set ? status_phase(meter, phase) : 0;
    words[6] = meter->load.is_set ? status_7(meter) : 0;
}
