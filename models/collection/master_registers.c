/* The registers that the collection master keeps (master.h): what comes up over I2 and goes on
 * over I3. */
#include "models/collection/master.h"

/* Takes a register in, unless two of newer days are there. */
static bool keep_register(struct master_registers *r, uint16_t day, uint32_t value)
{
    unsigned older = r->day[0] > r->day[1];
    unsigned slot = day == r->day[!older] ? !older : older;
    if (day < r->day[slot])
        return false;
    r->value[slot] = value;
    r->day[slot] = day;
    return true;
}

void master_upload(struct master *master, const struct upload_block *block, ms_t now)
{
    bool is_today = block->day == clock_day_number(now);
    for (uint32_t i = 0; i < block->count; i++)
        if (block->present[i] && keep_register(&master->registers[block->first + i],
                                               (uint16_t)block->day, block->registers[i]))
            master->read_today += is_today;
}

void master_settle(struct master *master, uint32_t customer, int32_t day, uint32_t value)
{
    (void)keep_register(&master->registers[customer], (uint16_t)day, value);
}

void master_registers(const struct master *master, int32_t until, uint32_t *values, uint8_t *ages)
{
    uint32_t customers = master->config.areas->customers;
    const struct master_registers *r = master->registers;
    for (uint32_t i = 0; i < customers; i++, r++) {
        unsigned newer = r->day[1] > r->day[0];
        unsigned slot = r->day[newer] <= until ? newer : !newer;
        int32_t age = until - r->day[slot]; /* of a slot without a register: thousands of days */
        values[i] = r->value[slot];
        ages[i] = age >= 0 && age < UINT8_MAX ? (uint8_t)age : UINT8_MAX;
    }
}
