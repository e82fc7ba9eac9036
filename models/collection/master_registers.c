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

/* The register of a change of prices. */
static void keep_of_turn(struct master_turn *t, const struct tariff_reading *reading)
{
    unsigned slot = t->day[0] > reading->day;
    if (t->day[slot] > reading->day)
        return; /* two newer ones are there */
    if (slot == 0 && t->day[0] < reading->day) {
        t->day[1] = t->day[0];
        t->all[1] = t->all[0];
        t->turn_peak[1] = t->turn_peak[0];
    }
    t->day[slot] = (uint16_t)reading->day;
    t->all[slot] = reading->all;
    t->turn_peak[slot] = reading->peak;
}

/* The newest register of a day before that of a turn; day 0: none is kept. */
static struct tariff_reading before_turn(const struct master *master, uint32_t customer,
                                         int32_t turn)
{
    const struct master_turn *t = &master->turns[customer];
    const struct master_registers *r = &master->registers[customer];
    struct tariff_reading before = {0};
    for (unsigned slot = 0; slot < 2; slot++)
        if (r->day[slot] < turn && r->day[slot] > before.day)
            before = (struct tariff_reading){r->day[slot], r->value[slot], t->peak[slot]};
    return before;
}

/* Takes all registers of a freeze in. That of a turn is kept whatever came before it, and if it is
 * missing those around it (TR-8), of which the earlier one may have to make room just now. */
static int keep_registers(struct master *master, const struct upload_block *block, uint32_t i,
                          int32_t turn, bool *is_kept)
{
    uint32_t customer = block->first + i;
    struct master_turn *t = &master->turns[customer];
    struct master_registers *r = &master->registers[customer];
    struct tariff_reading reading = {block->day, block->registers[i], 0};
    struct tariff_reading before = before_turn(master, customer, turn);
    *is_kept = keep_register(r, (uint16_t)block->day, reading.all);
    if (block->columns > 1)
        reading.peak = block->registers[block->count + i];
    for (unsigned slot = 0; slot < 2; slot++)
        if (r->day[slot] == (uint16_t)block->day)
            t->peak[slot] = reading.peak;
    bool is_known = t->day[0] == turn || t->day[1] == turn || turn == INT32_MIN;
    if (turn == block->day)
        keep_of_turn(t, &reading);
    if (is_known && tariff_gaps_is_empty(&master->gaps))
        return FK_OK; /* nearly always */
    return tariff_gap_take(&master->gaps, customer, turn, is_known, &reading, &before);
}

int master_upload(struct master *master, const struct upload_block *block, ms_t now)
{
    bool is_today = block->day == clock_day_number(now), is_kept;
    int err = FK_OK;
    if (!master->turns) {
        for (uint32_t i = 0; i < block->count; i++)
            if (block->present[i] && keep_register(&master->registers[block->first + i],
                                                   (uint16_t)block->day, block->registers[i]))
                master->read_today += is_today;
        return FK_OK;
    }
    int32_t turn = tariff_turn(master->config.turns, master->config.turn_count, block->day);
    for (uint32_t i = 0; i < block->count && err == FK_OK; i++) {
        if (!block->present[i])
            continue;
        err = keep_registers(master, block, i, turn, &is_kept);
        master->read_today += is_kept && is_today;
    }
    return err;
}

int master_hand_reading(struct master *master, const struct upload_block *block)
{
    int32_t turn = tariff_turn(master->config.turns, master->config.turn_count, block->day);
    bool is_kept;
    if (master->turns)
        return keep_registers(master, block, 0, turn, &is_kept);
    (void)keep_register(&master->registers[block->first], (uint16_t)block->day,
                        block->registers[0]);
    return FK_OK;
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
static void fill_turns(struct master *master, int32_t until, uint32_t *values)
{
    size_t n = master->config.areas->customers;
    int32_t day = tariff_turn(master->config.turns, master->config.turn_count, until);
    for (size_t i = 0; i < n; i++) {
        const struct master_registers *r = &master->registers[i];
        const struct master_turn *t = &master->turns[i];
        unsigned slot = t->day[1] != 0 && t->day[1] == day;
        struct tariff_reading turn = {day, t->all[slot], t->turn_peak[slot]};
        bool is_known = t->day[slot] != 0 && t->day[slot] == day;
        if (!is_known)
            is_known = tariff_gap_close(&master->gaps, (uint32_t)i, day, until, &turn);
        values[TARIFF_TURN * n + i] = is_known ? turn.all : TARIFF_NO_REGISTER;
        values[TARIFF_NEWEST_PEAK * n + i] = t->peak[slot_of(r, until)];
        values[TARIFF_TURN_PEAK * n + i] = turn.peak;
    }
}

void master_registers(struct master *master, int32_t until, uint32_t *values, uint8_t *ages)
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
