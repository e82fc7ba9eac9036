#include "models/meter/cell.h"

#include <string.h>

#define FLAG_SHIFT 4 /* of the relay's flags in cell->relay */
_Static_assert(RELAY_STATES <= 1 << FLAG_SHIFT && RELAY_PULSE_PENDING < 1 << FLAG_SHIFT,
               "state and flags share a byte");
_Static_assert(RELAY_CLOSED == 0, "a cell that is all zero there is supplied");

/* Meters of the population have no high-current hold and enough voltage, most no trip delay. */
static const struct relay_env plain_env = {0};

static struct meter_relay unpack(const struct meter_cell *cell)
{
    return (struct meter_relay){.state = cell->relay & ((1U << FLAG_SHIFT) - 1),
                                .flags = (uint8_t)(cell->relay >> FLAG_SHIFT),
                                .due = MS_NEVER};
}

static void pack(struct meter_cell *cell, const struct meter_relay *relay)
{
    cell->relay = (uint8_t)(relay->state | relay->flags << FLAG_SHIFT);
}

static uint32_t step_get(const uint8_t step[3])
{
    return (uint32_t)step[0] | (uint32_t)step[1] << 8 | (uint32_t)step[2] << 16;
}

void meter_cell_init(struct meter_cell *cell, ms_t now)
{
    struct meter_relay relay;
    memset(cell, 0, sizeof *cell);
    relay_init(&relay, false);
    pack(cell, &relay);
    cell->freeze_day = (uint16_t)clock_day_number(now - 1);
    cell->at = (int32_t)(now - clock_day_at(cell->freeze_day));
}

unsigned meter_cell_relay_state(const struct meter_cell *cell)
{
    return unpack(cell).state;
}

bool meter_cell_is_supplied(const struct meter_cell *cell)
{
    struct meter_relay relay = unpack(cell);
    return meter_site_is_supplied(cell->site, relay_is_open(&relay));
}

bool meter_cell_is_open(const struct meter_cell *cell)
{
    struct meter_relay relay = unpack(cell);
    return relay_is_open(&relay);
}

void meter_cell_set_site(struct meter_cell *cell, uint8_t bits)
{
    struct meter_relay relay = unpack(cell);
    bool is_external = bits & SITE_EXTERNAL;
    relay.flags =
        (uint8_t)(is_external ? relay.flags | RELAY_EXTERNAL : relay.flags & ~RELAY_EXTERNAL);
    pack(cell, &relay);
    cell->site = bits;
}

void meter_cell_set_clock(struct meter_cell *cell, int16_t error_min)
{
    cell->clock_error_min = error_min;
}

/* Counts up to `to`, ms from 00:00 of freeze_day. */
static void count_to(struct meter_cell *cell, uint32_t per_day, ms_t to)
{
    if (to <= cell->at)
        return;
    cell->parts += energy_of(to - cell->at, per_day);
    cell->at = (int32_t)to;
}

static void make_freeze(struct meter_cell *cell)
{
    uint32_t value = (uint32_t)meter_cell_register(cell);
    uint32_t step = value - cell->freeze;
    uint8_t kept[METER_CELL_FREEZES - 2][3];
    memcpy(kept, cell->steps[0], sizeof kept); /* small and fixed: no call */
    memcpy(cell->steps[1], kept, sizeof kept);
    cell->steps[0][0] = (uint8_t)step;
    cell->steps[0][1] = (uint8_t)(step >> 8);
    cell->steps[0][2] = (uint8_t)(step >> 16);
    cell->freeze = value;
    cell->freeze_day++;
    cell->at -= (int32_t)MS_DAY;
}

/* Closed, no flag, nothing behind it: nearly everybody, every day. */
static bool is_all_plain(const struct meter_cell *cell)
{
    return (cell->relay | cell->site) == RELAY_CLOSED;
}

void meter_cell_advance(struct meter_cell *cell, uint32_t per_day, ms_t now)
{
    if (!is_all_plain(cell) && !meter_cell_is_supplied(cell))
        per_day = 0;
    ms_t until = now - clock_day_at(cell->freeze_day);
    ms_t freeze_at = MS_DAY - cell->clock_error_min * MS_MINUTE;
    while (freeze_at <= until) {
        count_to(cell, per_day, freeze_at);
        make_freeze(cell);
        until -= MS_DAY;
    }
    count_to(cell, per_day, until);
}

int meter_cell_older_freeze(const struct meter_cell *cell, int32_t day, uint32_t *value)
{
    if (day > cell->freeze_day || day <= cell->freeze_day - METER_CELL_FREEZES)
        return FK_E_NOT_FOUND;
    *value = cell->freeze;
    for (int32_t i = 0; i < cell->freeze_day - day; i++)
        *value -= step_get(cell->steps[i]);
    return FK_OK;
}

static enum result_code command(struct meter_cell *cell, uint32_t per_day, uint8_t n1,
                                const struct relay_env *env, ms_t valid_until, ms_t now)
{
    uint16_t why = 0;
    meter_cell_advance(cell, per_day, now);
    if (now + cell->clock_error_min * MS_MINUTE > valid_until)
        return RESULT_CMD_EXPIRED;
    if (n1 == RELAY_TRIP_THEN_CLOSE || n1 == RELAY_TRIP_THEN_PERMIT)
        return RESULT_NOT_ALLOWED; /* a timer has no place in a cell */
    struct meter_relay relay = unpack(cell);
    bool was_open = relay_is_open(&relay);
    int did = relay_command_apply(&relay, n1, 0, env, now, &why);
    if (cell->site & SITE_STUCK && relay_is_open(&relay) != was_open)
        return RESULT_RELAY_STUCK;
    pack(cell, &relay);
    if (did > 0)
        return RESULT_OK;
    return why & (RELAY_WHY_PROTECTED | RELAY_WHY_RESTORE_PROTECT) ? RESULT_METER_PROTECTED
                                                                   : RESULT_RELAY_REFUSED;
}

enum result_code meter_cell_command(struct meter_cell *cell, uint32_t per_day, uint8_t n1,
                                    ms_t valid_until, ms_t now)
{
    return command(cell, per_day, n1, &plain_env, valid_until, now);
}

enum result_code meter_cell_command_delayed(struct meter_cell *cell, uint32_t per_day, uint8_t n1,
                                            uint16_t trip_delay_min, ms_t valid_until, ms_t now)
{
    const struct relay_env env = {.trip_delay_min = trip_delay_min};
    return command(cell, per_day, n1, &env, valid_until, now);
}

void meter_cell_end_delay(struct meter_cell *cell, uint32_t per_day, ms_t now)
{
    if (meter_cell_relay_state(cell) != RELAY_TRIP_DELAY)
        return;
    if (meter_cell_command(cell, per_day, RELAY_TRIP, MS_NEVER, now) == RESULT_RELAY_STUCK)
        (void)meter_cell_command(cell, per_day, RELAY_CLOSE, MS_NEVER, now);
}

bool meter_cell_key(struct meter_cell *cell, uint32_t per_day, ms_t now)
{
    meter_cell_advance(cell, per_day, now);
    struct meter_relay relay = unpack(cell);
    bool has_closed = relay_key(&relay);
    if (cell->site & SITE_STUCK)
        return false;
    pack(cell, &relay);
    return has_closed;
}

void meter_cell_by_hand(struct meter_cell *cell, uint32_t per_day, uint8_t n1, ms_t now)
{
    uint8_t site = cell->site;
    cell->site = (uint8_t)(site & ~SITE_STUCK);
    meter_cell_advance(cell, per_day, now);
    (void)meter_cell_command(cell, per_day, RELAY_UNPROTECT, MS_NEVER, now);
    (void)meter_cell_command(cell, per_day, n1, MS_NEVER, now);
    cell->site = site;
}

int meter_cell_hide(struct meter_cell *cell, uint8_t one, bool begins)
{
    unsigned of_kind = one == CELL_MUTE_ONE ? CELL_MUTE : CELL_UNTASKED;
    if (begins && (cell->unreadable & of_kind) == of_kind)
        return FK_E_RANGE;
    cell->unreadable = (uint8_t)(begins ? cell->unreadable + one : cell->unreadable - one);
    return FK_OK;
}

uint16_t meter_cell_status3(const struct meter_cell *cell)
{
    struct meter_relay relay = unpack(cell);
    return (uint16_t)((relay_is_open(&relay) ? 1U << 4 : 0) |
                      (relay_command_bit(&relay) ? 1U << 6 : 0));
}
