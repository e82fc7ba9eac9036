#include "sim/hunt/hunt_faults.h"

const struct hunt_fault hunt_faults[] = {
    {FAULT_CRYPTO_DOWN, 0},
    {FAULT_PAYMENT_LINK_DOWN, 0},
    {FAULT_METER_UNREADABLE, HUNT_WHO},
    {FAULT_MASTER_CLOCK, HUNT_OFFSET},
    {FAULT_LINK_DELAY, HUNT_INTERFACE | HUNT_DELAY},
    {FAULT_LINK_LOSS, HUNT_INTERFACE},
    {FAULT_LINK_DOUBLED, HUNT_INTERFACE | HUNT_DELAY},
    {FAULT_LINK_DISORDER, HUNT_INTERFACE | HUNT_DELAY},
    {FAULT_LINK_OUTAGE, HUNT_INTERFACE},
    {FAULT_PAYMENT_LOST, HUNT_WHO},
    {FAULT_PAYMENT_UNDONE, HUNT_WHO},
};
const uint32_t hunt_fault_count = sizeof hunt_faults / sizeof hunt_faults[0];
