#include "sim/hunt/hunt_faults.h"

#define INV(number) (UINT32_C(1) << (number))

/* A fault that keeps restores from the meter may cost the pledge of 24 h (INV-05). Late messages
 * may let a cut out that is paid meanwhile (INV-03) or an order out of its time (INV-06); lost
 * ones may leave anything undone, but never money wrong, a message out of its window, or the log
 * in disorder. Nothing else is excused: an order that fails must fail in an orderly way. */
#define LATE (INV(3) | INV(5) | INV(6))
#define LOST (LATE | INV(4) | INV(14) | INV(17) | INV(18))
const struct hunt_fault hunt_faults[] = {
    {FAULT_CRYPTO_DOWN, 0, INV(5)},
    {FAULT_PAYMENT_LINK_DOWN, 0, 0},
    {FAULT_METER_UNREADABLE, HUNT_WHO, INV(5)},
    {FAULT_MASTER_CLOCK, HUNT_OFFSET, INV(5)},
    {FAULT_LINK_DELAY, HUNT_INTERFACE | HUNT_DELAY, LATE},
    {FAULT_LINK_LOSS, HUNT_INTERFACE, LOST},
    {FAULT_LINK_DOUBLED, HUNT_INTERFACE | HUNT_DELAY, 0},
    {FAULT_LINK_DISORDER, HUNT_INTERFACE | HUNT_DELAY, LATE},
    {FAULT_LINK_OUTAGE, HUNT_INTERFACE, LATE},
};
const uint32_t hunt_fault_count = sizeof hunt_faults / sizeof hunt_faults[0];

uint32_t hunt_allowed(const struct sim_scenario *scenario)
{
    uint32_t allowed = 0;
    for (uint32_t i = 0; i < scenario->fault_count; i++)
        for (uint32_t row = 0; row < hunt_fault_count; row++)
            if (hunt_faults[row].kind == scenario->faults[i].kind)
                allowed |= hunt_faults[row].may_break;
    return allowed;
}
