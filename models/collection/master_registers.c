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

/* The other registers of the same freeze. A turn is kept whatever came before it. */
static void keep_turn(struct master *master, const struct upload_block *block, uint32_t i,
                      bool is_turn)
{
    struct master_turn *t = &master->turns[block->first + i];
    const struct master_registers *r = &master->registers[block->first + i];
    uint32_t peak = block->columns > 1 ? block->registers[block->count + i] : 0;
    for (unsigned slot = 0; slot < 2; slot++)
        if (r->day[slot] == (uint16_t)block->day)
            t->peak[slot] = peak;
    if (!is_turn || block->day < t->day)
        return;
    t->day = (uint16_t)block->day;
    t->all = block->registers[i];
    t->turn_peak = peak;
}

void master_upload(struct master *master, const struct upload_block *block, ms_t now)
{
    bool is_today = block->day == clock_day_number(now);
    for (uint32_t i = 0; i < block->count; i++)
        if (block->present[i] && keep_register(&master->registers[block->first + i],
                                               (uint16_t)block->day, block->registers[i]))
            master->read_today += is_today;
    bool is_turn =
        tariff_turn(master->config.turns, master->config.turn_count, block->day) == block->day;
    for (uint32_t i = 0; master->turns && i < block->count; i++)
        if (block->present[i])
            keep_turn(master, block, i, is_turn);
}

void master_settle(struct master *master, uint32_t customer, int32_t day, uint32_t value)
{
    (void)keep_register(&master->registers[customer], (uint16_t)day, value);
}

/* Which of the two a calculation up to `until` may use. */
static inline unsigned slot_of(const struct master_registers *r, int32_t until)
{
    unsigned newer = r->day[1] > r->day[0];
    return r->day[newer] <= until ? newer : !newer;
}

/* The other columns of a file. */
static void fill_turns(const struct master *master, int32_t until, uint32_t *values)
{
    size_t n = master->config.areas->customers;
    int32_t day = tariff_turn(master->config.turns, master->config.turn_count, until);
    for (size_t i = 0; i < n; i++) {
        const struct master_registers *r = &master->registers[i];
        const struct master_turn *t = &master->turns[i];
        bool is_known = t->day != 0 && t->day == day;
        values[TARIFF_TURN * n + i] = is_known ? t->all : TARIFF_NO_REGISTER;
        values[TARIFF_NEWEST_PEAK * n + i] = t->peak[slot_of(r, until)];
        values[TARIFF_TURN_PEAK * n + i] = t->turn_peak;
    }
}

void master_registers(const struct master *master, int32_t until, uint32_t *values, uint8_t *ages)
{
    uint32_t customers = master->config.areas->customers;
    const struct master_registers *r = master->registers;
    for (uint32_t i = 0; i < customers; i++, r++) {
        unsigned slot = slot_of(r, until);
        int32_t age = until - r->day[slot]; /* of a slot without a register: thousands of days */
        values[i] = r->value[slot];
        ages[i] = age >= 0 && age < UINT8_MAX ? (uint8_t)age : UINT8_MAX;
    }
    if (master->turns)
        fill_turns(master, until, values);
}
