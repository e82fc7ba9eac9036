#include "sim/hunt/hunt_faults.h"

const struct hunt_fault hunt_faults[] = {
    {FAULT_CRYPTO_DOWN, 0},
    {FAULT_PAYMENT_LINK_DOWN, 0},
    {FAULT_METER_UNREADABLE, HUNT_WHO},
    {FAULT_MASTER_CLOCK, HUNT_OFFSET},
    {FAULT_LINK_DELAY, HUNT_INTERFACE | HUNT_DELAY},
    {FAULT_LINK_LOSS, HUNT_INTERFACE | HUNT_WHO},
    {FAULT_LINK_DOUBLED, HUNT_INTERFACE | HUNT_DELAY},
    {FAULT_LINK_DISORDER, HUNT_INTERFACE | HUNT_DELAY},
    {FAULT_LINK_OUTAGE, HUNT_INTERFACE},
    {FAULT_METER_REFUSES, HUNT_WHO | HUNT_CODE | HUNT_LONG},
    {FAULT_HANDHELD_FAILS, HUNT_WHO | HUNT_LONG},
    {FAULT_PAYMENT_LOST, HUNT_WHO},
    {FAULT_PAYMENT_UNDONE, HUNT_WHO},
    {FAULT_FEP_DOWN, HUNT_FEP},
    {FAULT_TERMINAL_OFFLINE, HUNT_TERMINAL},
    {FAULT_WRONG_REGISTERS, HUNT_ENERGY},
    {FAULT_SMS_DOWN, 0},
    {FAULT_NOT_IN_TASK, HUNT_WHO | HUNT_LONG},
    {FAULT_NO_SETTLED, HUNT_WHO | HUNT_LONG},
    {FAULT_EXTERNAL_BREAKER, HUNT_WHO},
    {FAULT_BREAKER_BY_HAND, HUNT_WHO},
    {FAULT_CONTROL_LINE, HUNT_WHO},
    {FAULT_BREAKER_TRIPPED, HUNT_WHO},
    {FAULT_MANUAL_CUT, HUNT_WHO},
    {FAULT_HOUSE_BREAKER, HUNT_WHO},
    {FAULT_BYPASS, HUNT_WHO},
    {FAULT_POWER_CUT, HUNT_WHO},
    {FAULT_WRONG_LINK, HUNT_WHO},
    {FAULT_RELAY_STUCK, HUNT_WHO},
    {FAULT_METER_PROTECTED, HUNT_WHO},
    {FAULT_KEY_LOCKED, HUNT_WHO},
    {FAULT_METER_CLOCK, HUNT_WHO | HUNT_OFFSET},
    {FAULT_FEE_CONTROL_DOWN, 0},
    {FAULT_MARKETING_DOWN, 0},
    {FAULT_CALCULATION_DOWN, 0},
    {FAULT_APPROVERS_ABSENT, 0},
    {FAULT_CREWS_ABSENT, 0},
    {FAULT_MAC_ERRORS, HUNT_WHO}, /* from here on drawn apart: hunt_draw_outages */
    {FAULT_FILE_LOST, HUNT_WHO},
    {FAULT_TARIFF_MISSING, HUNT_WHO},
    {FAULT_METER_CHANGE_OPEN, HUNT_WHO},
    {FAULT_FILED_TWICE, HUNT_WHO},
    {FAULT_CHANNEL_DOWN, 0},
    {FAULT_HOTLINE_DOWN, 0},
    {FAULT_HANDLERS_ABSENT, 0},
};
const uint32_t hunt_fault_count = sizeof hunt_faults / sizeof hunt_faults[0];

uint32_t hunt_party_first(void)
{
    uint32_t row = 0;
    while (hunt_faults[row].kind != FAULT_FEE_CONTROL_DOWN)
        row++;
    return row;
}

uint32_t hunt_apart_first(void)
{
    uint32_t row = hunt_party_first();
    while (hunt_faults[row].kind != FAULT_MAC_ERRORS)
        row++;
    return row;
}

uint32_t hunt_site_first(void)
{
    uint32_t row = 0;
    while (hunt_faults[row].kind < FAULT_SITE_FIRST || hunt_faults[row].kind > FAULT_SITE_LAST)
        row++;
    return row;
}
