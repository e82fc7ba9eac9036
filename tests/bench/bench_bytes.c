/* What a customer of tests/bench/day.yaml costs in memory, structure by structure: what the records
 * add to. tests/steps/90-bench.sh sets what the kernel counts beside it. */
#include "sim/world/world.h"
#include <stdio.h>

#define OF(type, times) sizeof(type) * (times)

/* By customer, or by concentrator and actor with so many customers. */
static const struct {
    const char *what;
    double bytes;
} rows[] = {
    {"meter: struct meter_cell", OF(struct meter_cell, 1)},
    {"decisions: struct fee_customer", OF(struct fee_customer, 1)},
    {"registers in the master: struct master_registers", OF(struct master_registers, 1)},
    {"account: struct ledger_customer", OF(struct ledger_customer, 1)},
    {"monitor: struct books_customer", OF(struct books_customer, 1)},
    {"monitor: account, as customers react", OF(int32_t, 1)},
    {"monitor: register before the last push, with tiers", OF(uint32_t, 1)},
    {"segments of the world and of the monitor", OF(uint8_t, 2)},
    {"days that are read, and how often a meter was asked", OF(uint8_t, 2)},
    {"monitor: uploads of the night", OF(uint32_t, 1) + 1},
    {"registers that are pushed, until they are computed", OF(uint32_t, 1) + 1},
    {"concentrator, its seat and its links, by 200 customers",
     (OF(struct concentrator, 1) + OF(struct world_seat, 1) + OF(struct link, 3)) / 200.0},
    {"actor of 32 concentrators, by 6,400 customers", 18.0 * 1024 / 6400},
};

int main(void)
{
    double sum = 0;
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        printf("%8.2f bytes a customer: %s\n", rows[i].bytes, rows[i].what);
        sum += rows[i].bytes;
    }
    printf("%8.2f bytes a customer: sum\n", sum);
    return 0;
}
