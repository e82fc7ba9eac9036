#include "models/meter/device/device_hands.h"

#include "models/meter/device/device.h"
#include "models/meter/device/device_parts.h"

#include <string.h>

#define RETRY_SOON (60 * MS_SECOND) /* between the first tries; afterwards an hour */
#define SOON_TRIES 3
#define LEVEL_BIT  1 /* of 04001101: the switch output is a level */

void meter_load_set(struct meter_device *meter, const uint32_t dw[METER_PHASES], ms_t now)
{
    meter_advance(meter, now);
    meter->load.is_set = true;
    memcpy(meter->load.dw, dw, sizeof meter->load.dw);
    meter_relay_tick(meter);
}

/* Voltage and power factor tell the current of the load that is there, whoever set it. */
static void load_own(struct meter_device *meter, ms_t now)
{
    meter_advance(meter, now);
    if (meter->load.is_set)
        return;
    meter->load.dw[0] = meter_load_dw(meter, 0);
    meter->load.is_set = true;
}

void meter_voltage_set(struct meter_device *meter, const uint16_t dv[METER_PHASES], ms_t now)
{
    load_own(meter, now);
    memcpy(meter->load.dv, dv, sizeof meter->load.dv);
    meter_relay_tick(meter);
}

void meter_power_factor_set(struct meter_device *meter, uint16_t power_factor, ms_t now)
{
    load_own(meter, now);
    meter->load.power_factor = power_factor;
}

bool meter_supply(struct meter_device *meter, bool is_on, ms_t now)
{
    meter_advance(meter, now);
    if (meter->is_off != is_on)
        return false;
    meter->is_off = !is_on;
    if (is_on) {
        meter->outage[0].to = meter_clock(meter);
        meter_demand_restart(meter);
        meter_power_cycle(meter, now);
    } else {
        meter_log_outage(meter);
    }
    return true;
}

void meter_breaker_stick(struct meter_device *meter, bool is_stuck, ms_t now)
{
    meter_advance(meter, now);
    unsigned flags = meter->relay.flags;
    meter->relay.flags = (uint8_t)(is_stuck ? flags | RELAY_STUCK : flags & ~(unsigned)RELAY_STUCK);
}

int meter_breaker_close(struct meter_device *meter, ms_t now)
{
    meter_advance(meter, now);
    bool is_level = meter_param_number(meter, 0x04001101) & LEVEL_BIT;
    if (!(meter->relay.flags & RELAY_EXTERNAL) || !relay_is_open(&meter->relay))
        return FK_E_STATE;
    if (meter->relay.flags & RELAY_STUCK || is_level || !relay_hand_close(&meter->relay))
        return FK_REFUSED;
    meter->drive_at = meter->now + RETRY_SOON;
    meter->drives = 1;
    return FK_OK;
}

/* 60, 120 and 180 s after the first try, then every hour. */
void meter_drive(struct meter_device *meter)
{
    if (!(meter->relay.flags & RELAY_PULSE_PENDING)) {
        meter->drive_at = 0;
        meter->drives = 0;
        return;
    }
    bool is_due = meter->now >= meter->drive_at && meter->now >= meter->settle_at;
    if (!(meter->relay.flags & RELAY_STUCK) || !is_due)
        return;
    meter->drive_at = meter->now + (meter->drives < SOON_TRIES ? RETRY_SOON : MS_HOUR);
    if (meter->drives < SOON_TRIES)
        meter->drives++;
}

void meter_clock_jump(struct meter_device *meter, ms_t by, ms_t now)
{
    meter_advance(meter, now);
    meter_clock_set(meter, meter_clock(meter) + by, NULL);
}

static void fault_end(struct meter_device *meter)
{
    struct meter_fault *fault = &meter->fault;
    for (size_t i = 0; fault->kind == METER_FAULT_TRAIT && i < METER_TRAIT_RULES; i++)
        if (fault->trait->set[i].rule != 0)
            meter_rule_put(&meter->config.rules, fault->trait->set[i].rule - 1u, fault->before[i]);
    *fault = (struct meter_fault){.kind = METER_FAULT_NONE};
}

int meter_fault_set(struct meter_device *meter, enum meter_fault_kind kind,
                    const struct meter_trait *trait, uint16_t left, struct fk_diag *diag)
{
    struct meter_fault fault = {.trait = trait, .left = left, .kind = (uint8_t)kind};
    fault_end(meter);
    if (kind == METER_FAULT_NONE || left == 0)
        return FK_OK;
    for (size_t i = 0; trait && i < METER_TRAIT_RULES; i++)
        if (trait->set[i].rule != 0)
            fault.before[i] = meter_rule_get(&meter->config.rules, trait->set[i].rule - 1u);
    if (trait) {
        int err = meter_rules_apply(&meter->config.rules, trait, diag);
        if (err)
            return err;
    }
    meter->fault = fault;
    return FK_OK;
}

bool meter_fault_takes(const struct meter_device *meter, enum meter_fault_kind kind)
{
    return meter->fault.kind == kind;
}

void meter_fault_wear(struct meter_device *meter)
{
    if (meter->fault.kind != METER_FAULT_NONE && --meter->fault.left == 0)
        fault_end(meter);
}
