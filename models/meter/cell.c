#include "models/meter/cell.h"

#include <string.h>

/* Meters of the population have no trip delay, no high-current hold and enough voltage. */
static const struct relay_env plain_env = {0};

static ms_t meter_clock(const struct meter_cell *cell, ms_t now)
{
    return now + cell->clock_error_min * MS_MINUTE;
}

static int32_t day_number(ms_t at)
{
    return (int32_t)((at + MS_CST) / MS_DAY);
}

void meter_cell_init(struct meter_cell *cell, uint32_t per_day, ms_t now)
{
    memset(cell, 0, sizeof *cell);
    relay_init(&cell->relay, false);
    cell->energy.at = now;
    cell->energy.per_day = per_day;
    cell->freeze_day = day_number(now - 1);
}

bool meter_cell_is_supplied(const struct meter_cell *cell)
{
    return !relay_is_open(&cell->relay);
}

/* Advances to `to`, across which neither a freeze nor a relay timer lies. */
static void advance_plain(struct meter_cell *cell, ms_t to)
{
    energy_advance(&cell->energy, to, meter_cell_is_supplied(cell));
}

void meter_cell_advance(struct meter_cell *cell, ms_t now)
{
    for (;;) {
        ms_t midnight = (cell->freeze_day + 1) * MS_DAY - MS_CST;
        ms_t freeze_at = midnight - cell->clock_error_min * MS_MINUTE;
        ms_t relay_at = relay_due(&cell->relay);
        ms_t next = freeze_at <= relay_at ? freeze_at : relay_at;
        if (next > now)
            break;
        advance_plain(cell, next);
        if (next == freeze_at) {
            cell->freeze_day++;
            cell->freezes[(uint32_t)cell->freeze_day % METER_CELL_FREEZES] =
                (uint32_t)energy_register(&cell->energy);
        } else if (!relay_tick(&cell->relay, &plain_env, next)) {
            break;
        }
    }
    advance_plain(cell, now);
}

int meter_cell_freeze(const struct meter_cell *cell, int32_t day, uint32_t *value)
{
    if (day > cell->freeze_day || day <= cell->freeze_day - METER_CELL_FREEZES)
        return FK_E_NOT_FOUND;
    *value = cell->freezes[(uint32_t)day % METER_CELL_FREEZES];
    return FK_OK;
}

enum result_code meter_cell_command(struct meter_cell *cell, uint8_t n1, ms_t valid_until, ms_t now)
{
    uint16_t why = 0;
    meter_cell_advance(cell, now);
    if (meter_clock(cell, now) > valid_until)
        return RESULT_CMD_EXPIRED;
    if (relay_command_apply(&cell->relay, n1, 0, &plain_env, now, &why) > 0)
        return RESULT_OK;
    return why & (RELAY_WHY_PROTECTED | RELAY_WHY_RESTORE_PROTECT) ? RESULT_METER_PROTECTED
                                                                   : RESULT_RELAY_REFUSED;
}

uint16_t meter_cell_status3(const struct meter_cell *cell)
{
    return (uint16_t)((relay_is_open(&cell->relay) ? 1U << 4 : 0) |
                      (relay_command_bit(&cell->relay) ? 1U << 6 : 0));
}
