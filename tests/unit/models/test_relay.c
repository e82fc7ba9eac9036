/* Relay of the meter: every cell of the transition table of docs/protocol.md, "Relay", then timers,
 * key, supply, voltage rule, external breaker. */
#include "models/meter/relay.h"
#include "tests/unit/fk_check.h"

#include <string.h>

#define NOW (INT64_C(1000) * MS_DAY)

/* Short names of the table: state, p = protected. */
static const char *const short_names[RELAY_STATES] = {"C", "W", "H", "T", "L1", "L2", "P"};

static void short_name(const struct meter_relay *relay, char out[8])
{
    snprintf(out, 8, "%s%s", short_names[relay->state], relay->flags & RELAY_PROTECTED ? "p" : "");
}

/* Environments of the table: plain, delay 3 min, high current, both. */
static struct relay_env env_make(char kind)
{
    struct relay_env env = {.hold_current_ma = 5000, .hold_limit_min = 30, .current_ma = 1000};
    if (kind == 'd' || kind == 'b')
        env.trip_delay_min = 3;
    if (kind == 'h' || kind == 'b')
        env.current_ma = 5001;
    return env;
}

static int apply(struct meter_relay *relay, unsigned n1, unsigned n2, const struct relay_env *env)
{
    uint16_t why = 0;
    int word = relay_command_apply(relay, (uint8_t)n1, (uint8_t)n2, env, NOW, &why);
    return word == FK_REFUSED ? -(int)why : word;
}

static void relay_bring(struct meter_relay *relay, const char *name, bool is_external)
{
    struct relay_env plain = env_make('-');
    struct relay_env delay = env_make('d');
    struct relay_env high = env_make('h');
    relay_init(relay, is_external);
    if (name[0] == 'W')
        apply(relay, RELAY_TRIP, 0, &delay);
    if (name[0] == 'H')
        apply(relay, RELAY_TRIP, 0, &high);
    if (name[0] == 'T' || name[0] == 'P')
        apply(relay, RELAY_TRIP, 0, &plain);
    if (strcmp(name, "L1") == 0)
        apply(relay, RELAY_TRIP_THEN_CLOSE, 2, &plain);
    if (strcmp(name, "L2") == 0)
        apply(relay, RELAY_TRIP_THEN_PERMIT, 2, &plain);
    if (name[0] == 'P')
        apply(relay, RELAY_PERMIT, 0, &plain);
    if (name[1] == 'p')
        apply(relay, RELAY_PROTECT, 0, &plain);
    char reached[8];
    short_name(relay, reached);
    ck_assert_str_eq(reached, name);
    relay->trips = 10;
    relay->closes = 20;
}

struct cell {
    const char *from;
    unsigned n1;
    char env; /* '-' plain, 'd' trip delay, 'h' high current, 'b' both */
    const char *to;
    int word; /* execution word, or minus the error word */
    int trips, closes;
};

/* clang-format off */
static const struct cell cells[] = {
    /* from n1  env  to   word    trips closes */
    {"C",  0x1A, '-', "T",  0x004, 1, 0}, {"C",  0x1A, 'd', "W",  0x008, 0, 0},
    {"C",  0x1A, 'h', "H",  0x020, 0, 0}, {"C",  0x1A, 'b', "W",  0x008, 0, 0},
    {"C",  0x1B, '-', "C",  0x002, 0, 0}, {"C",  0x1C, '-', "C",  0x001, 0, 0},
    {"C",  0x1D, '-', "L1", 0x010, 1, 0}, {"C",  0x1E, '-', "L2", 0x010, 1, 0},
    {"C",  0x1D, 'h', "H",  0x020, 0, 0}, {"C",  0x1E, 'h', "H",  0x020, 0, 0},
    {"C",  0x1D, 'd', "L1", 0x010, 1, 0}, {"C",  0x1E, 'd', "L2", 0x010, 1, 0},
    {"C",  0x3A, '-', "Cp", 0x100, 0, 0}, {"C",  0x3B, '-', "C",  0x200, 0, 0},
    {"C",  0x2A, '-', "C",  0x400, 0, 0}, {"C",  0x2B, '-', "C",  0x800, 0, 0},

    {"Cp", 0x1A, '-', "Cp", -0x20, 0, 0}, {"Cp", 0x1A, 'd', "Cp", -0x20, 0, 0},
    {"Cp", 0x1B, '-', "Cp", 0x002, 0, 0}, {"Cp", 0x1C, '-', "Cp", 0x001, 0, 0},
    {"Cp", 0x1D, '-', "Cp", -0x40, 0, 0}, {"Cp", 0x1E, '-', "Cp", -0x40, 0, 0},
    {"Cp", 0x3A, '-', "Cp", 0x100, 0, 0}, {"Cp", 0x3B, '-', "C",  0x200, 0, 0},
    {"Cp", 0x2A, '-', "Cp", 0x400, 0, 0}, {"Cp", 0x2B, '-', "Cp", 0x800, 0, 0},

    {"W",  0x1A, 'd', "W",  0x008, 0, 0}, {"W",  0x1A, '-', "T",  0x004, 1, 0},
    {"W",  0x1B, 'd', "C",  0x002, 0, 0}, {"W",  0x1C, 'd', "C",  0x001, 0, 0},
    {"W",  0x1D, 'd', "W",  -0x100, 0, 0}, {"W", 0x1E, 'd', "W",  -0x100, 0, 0},
    {"W",  0x3A, 'd', "Cp", 0x100, 0, 0}, {"W",  0x3B, 'd', "W",  0x200, 0, 0},
    {"W",  0x2A, 'd', "W",  0x400, 0, 0}, {"W",  0x2B, 'd', "W",  0x800, 0, 0},

    {"H",  0x1A, 'h', "H",  0x020, 0, 0}, {"H",  0x1A, 'b', "W",  0x008, 0, 0},
    {"H",  0x1B, 'h', "C",  0x002, 0, 0}, {"H",  0x1C, 'h', "C",  0x001, 0, 0},
    {"H",  0x1D, 'h', "H",  -0x100, 0, 0}, {"H", 0x1E, 'h', "H",  -0x100, 0, 0},
    {"H",  0x3A, 'h', "Cp", 0x100, 0, 0}, {"H",  0x3B, 'h', "H",  0x200, 0, 0},
    {"H",  0x2A, 'h', "H",  0x400, 0, 0}, {"H",  0x2B, 'h', "H",  0x800, 0, 0},

    {"T",  0x1A, '-', "T",  0x004, 0, 0}, {"T",  0x1A, 'b', "T",  0x004, 0, 0},
    {"T",  0x1B, '-', "P",  0x002, 0, 0}, {"T",  0x1C, '-', "C",  0x001, 0, 1},
    {"T",  0x1D, '-', "T",  -0x100, 0, 0}, {"T", 0x1E, '-', "T",  -0x100, 0, 0},
    {"T",  0x3A, '-', "Pp", 0x100, 0, 0}, {"T",  0x3B, '-', "T",  0x200, 0, 0},
    {"T",  0x2A, '-', "T",  0x400, 0, 0}, {"T",  0x2B, '-', "T",  0x800, 0, 0},

    {"L1", 0x1A, '-', "T",  0x004, 0, 0}, {"L2", 0x1A, '-', "T",  0x004, 0, 0},
    {"L1", 0x1B, '-', "P",  0x002, 0, 0}, {"L2", 0x1B, '-', "P",  0x002, 0, 0},
    {"L1", 0x1C, '-', "C",  0x001, 0, 1}, {"L2", 0x1C, '-', "C",  0x001, 0, 1},
    {"L1", 0x1D, '-', "L1", 0x010, 0, 0}, {"L2", 0x1D, '-', "L1", 0x010, 0, 0},
    {"L1", 0x1E, '-', "L2", 0x010, 0, 0}, {"L2", 0x1E, '-', "L2", 0x010, 0, 0},
    {"L1", 0x1D, 'h', "L1", 0x010, 0, 0}, {"L2", 0x1E, 'b', "L2", 0x010, 0, 0},
    {"L1", 0x3A, '-', "Pp", 0x100, 0, 0}, {"L2", 0x3A, '-', "Pp", 0x100, 0, 0},
    {"L1", 0x3B, '-', "L1", 0x200, 0, 0}, {"L2", 0x3B, '-', "L2", 0x200, 0, 0},
    {"L1", 0x2A, '-', "L1", 0x400, 0, 0}, {"L2", 0x2B, '-', "L2", 0x800, 0, 0},

    {"P",  0x1A, '-', "T",  0x004, 0, 0}, {"P",  0x1B, '-', "P",  0x002, 0, 0},
    {"P",  0x1C, '-', "C",  0x001, 0, 1}, {"P",  0x1D, '-', "P",  -0x100, 0, 0},
    {"P",  0x1E, '-', "P",  -0x100, 0, 0}, {"P", 0x3A, '-', "Pp", 0x100, 0, 0},
    {"P",  0x3B, '-', "P",  0x200, 0, 0}, {"P",  0x2A, '-', "P",  0x400, 0, 0},
    {"P",  0x2B, '-', "P",  0x800, 0, 0},

    {"Pp", 0x1A, '-', "Pp", -0x20, 0, 0}, {"Pp", 0x1B, '-', "Pp", 0x002, 0, 0},
    {"Pp", 0x1C, '-', "Cp", 0x001, 0, 1}, {"Pp", 0x1D, '-', "Pp", -0x40, 0, 0},
    {"Pp", 0x1E, '-', "Pp", -0x40, 0, 0}, {"Pp", 0x3A, '-', "Pp", 0x100, 0, 0},
    {"Pp", 0x3B, '-', "P",  0x200, 0, 0}, {"Pp", 0x2A, '-', "Pp", 0x400, 0, 0},
    {"Pp", 0x2B, '-', "Pp", 0x800, 0, 0},
};

/* An external breaker has no key: 1B acts as 1C, 1E as 1D, 3A closes, high current holds
 * nothing. */
static const struct cell external_cells[] = {
    {"C",  0x1A, '-', "T",  0x004, 1, 0}, {"C",  0x1A, 'd', "W",  0x008, 0, 0},
    {"C",  0x1A, 'h', "T",  0x004, 1, 0}, {"C",  0x1B, '-', "C",  0x001, 0, 0},
    {"C",  0x1D, 'h', "L1", 0x010, 1, 0}, {"C",  0x1E, 'h', "L1", 0x010, 1, 0},
    {"T",  0x1B, '-', "C",  0x001, 0, 1}, {"T",  0x1C, '-', "C",  0x001, 0, 1},
    {"T",  0x3A, '-', "Cp", 0x100, 0, 1}, {"T",  0x3B, '-', "T",  0x200, 0, 0},
    {"L1", 0x1B, '-', "C",  0x001, 0, 1}, {"L1", 0x1E, '-', "L1", 0x010, 0, 0},
    {"L1", 0x3A, '-', "Cp", 0x100, 0, 1}, {"W",  0x3A, 'd', "Cp", 0x100, 0, 0},
    {"Cp", 0x1A, '-', "Cp", -0x20, 0, 0}, {"Cp", 0x1E, '-', "Cp", -0x40, 0, 0},
};
/* clang-format on */

static void check_cell(const struct cell *cell, bool is_external)
{
    struct meter_relay relay;
    relay_bring(&relay, cell->from, is_external);
    struct relay_env env = env_make(cell->env);
    int word = apply(&relay, cell->n1, 2, &env);
    char to[8];
    short_name(&relay, to);
    ck_assert_msg(strcmp(to, cell->to) == 0 && word == cell->word &&
                      relay.trips == 10 + cell->trips && relay.closes == 20 + cell->closes,
                  "%s x %02X (%c): state %s word %d trips %d closes %d, expected %s %d %d %d",
                  cell->from, cell->n1, cell->env, to, word, relay.trips - 10, relay.closes - 20,
                  cell->to, cell->word, cell->trips, cell->closes);
    ck_assert_int_eq(relay_is_open(&relay), relay.state >= RELAY_OPEN);
    bool is_alarm = relay.flags & RELAY_ALARM;
    ck_assert_int_eq(is_alarm, cell->n1 == RELAY_ALARM_ON);
}

START_TEST(table_built_in)
{
    check_cell(&cells[_i], false);
}
END_TEST

START_TEST(table_external)
{
    check_cell(&external_cells[_i], true);
}
END_TEST

/* Every state with every command stands in the table. */
START_TEST(table_is_complete)
{
    static const char *const states[] = {"C", "Cp", "W", "H", "T", "P", "Pp"};
    static const unsigned commands[] = {0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x2A, 0x2B, 0x3A, 0x3B};
    for (size_t s = 0; s < sizeof states / sizeof *states; s++)
        for (size_t c = 0; c < sizeof commands / sizeof *commands; c++) {
            int found = 0;
            for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
                found += strcmp(cells[i].from, states[s]) == 0 && cells[i].n1 == commands[c];
            ck_assert_msg(found > 0, "%s x %02X", states[s], commands[c]);
        }
}
END_TEST

START_TEST(restore_time_zero)
{
    static const char *const states[] = {"C", "Cp", "W", "H", "T", "L1", "L2", "P", "Pp"};
    struct relay_env env = env_make('-');
    for (size_t s = 0; s < sizeof states / sizeof *states; s++)
        for (unsigned n1 = 0x1D; n1 <= 0x1E; n1++) {
            struct meter_relay relay;
            relay_bring(&relay, states[s], false);
            struct meter_relay before = relay;
            ck_assert_int_eq(apply(&relay, n1, 0, &env), -RELAY_WHY_RESTORE_TIME);
            ck_assert_mem_eq(&relay, &before, sizeof relay);
        }
}
END_TEST

START_TEST(unknown_commands)
{
    struct relay_env env = env_make('-');
    for (unsigned n1 = 0; n1 < 256; n1++) {
        bool is_known = (n1 >= 0x1A && n1 <= 0x1E) || (n1 & 0xFE) == 0x2A || (n1 & 0xFE) == 0x3A;
        struct meter_relay relay;
        relay_bring(&relay, "T", false);
        struct meter_relay before = relay;
        int word = apply(&relay, n1, 1, &env);
        if (is_known)
            continue;
        ck_assert_int_eq(word, FK_E_ARG);
        ck_assert_mem_eq(&relay, &before, sizeof relay);
    }
    struct meter_relay relay;
    relay_bring(&relay, "Cp", false);
    ck_assert_int_eq(relay_command_apply(&relay, RELAY_TRIP, 0, &env, NOW, NULL), FK_REFUSED);
}
END_TEST

/* Lets time pass to `at`; returns how many steps were made. */
static int tick(struct meter_relay *relay, const struct relay_env *env, ms_t at)
{
    int steps = 0;
    while (relay_tick(relay, env, at))
        steps++;
    return steps;
}

/* the answer comes at once, the contact moves when the delay is over. */
START_TEST(delay_ends)
{
    struct relay_env env = env_make('d');
    struct meter_relay relay;
    relay_bring(&relay, "W", false);
    ck_assert_int_eq(relay_due(&relay), NOW + 3 * MS_MINUTE);
    ck_assert_int_eq(tick(&relay, &env, NOW + 3 * MS_MINUTE - 1), 0);
    ck_assert_int_eq(relay.state, RELAY_TRIP_DELAY);
    ck_assert_int_eq(tick(&relay, &env, NOW + 3 * MS_MINUTE), 1);
    ck_assert_int_eq(relay.state, RELAY_OPEN);
    ck_assert_int_eq(relay.trips, 11);
    ck_assert_int_eq(relay_due(&relay), MS_NEVER);
}
END_TEST

START_TEST(delay_ends_in_hold)
{
    struct relay_env env = env_make('b');
    struct meter_relay relay;
    relay_bring(&relay, "W", false);
    ck_assert_int_eq(tick(&relay, &env, NOW + 4 * MS_MINUTE), 1);
    ck_assert_int_eq(relay.state, RELAY_CURRENT_HOLD);
    /* counted from the end of the delay, not from the late look */
    ck_assert_int_eq(relay_due(&relay), NOW + 33 * MS_MINUTE);
    ck_assert_int_eq(tick(&relay, &env, NOW + 33 * MS_MINUTE), 1);
    ck_assert_int_eq(relay.state, RELAY_OPEN);
}
END_TEST

START_TEST(hold_ends_by_current)
{
    struct relay_env env = env_make('h');
    struct meter_relay relay;
    relay_bring(&relay, "H", false);
    ck_assert_int_eq(tick(&relay, &env, NOW + MS_MINUTE), 0);
    env.current_ma = 5000; /* at the threshold is not above it */
    ck_assert_int_eq(tick(&relay, &env, NOW + MS_MINUTE), 1);
    ck_assert_int_eq(relay.state, RELAY_OPEN);
    ck_assert_int_eq(relay.trips, 11);
}
END_TEST

START_TEST(hold_is_off_at_zero)
{
    struct relay_env env = env_make('h');
    struct meter_relay relay;
    relay_bring(&relay, "C", false);
    env.hold_current_ma = 0;
    ck_assert_int_eq(apply(&relay, RELAY_TRIP, 0, &env), RELAY_DID_TRIP);
    relay_bring(&relay, "C", false);
    env = env_make('h');
    env.hold_limit_min = 0;
    ck_assert_int_eq(apply(&relay, RELAY_TRIP, 0, &env), RELAY_DID_TRIP);
}
END_TEST

START_TEST(hold_keeps_the_restore)
{
    struct relay_env env = env_make('h');
    struct meter_relay relay;
    relay_bring(&relay, "C", false);
    ck_assert_int_eq(apply(&relay, RELAY_TRIP_THEN_PERMIT, 2, &env), RELAY_DID_HOLD);
    env.current_ma = 0;
    ck_assert_int_eq(tick(&relay, &env, NOW + MS_MINUTE), 1);
    ck_assert_int_eq(relay.state, RELAY_OPEN_PERMIT);
    ck_assert_int_eq(relay_due(&relay), NOW + 11 * MS_MINUTE);
    /* a plain trip in the hold forgets the restore */
    relay_bring(&relay, "C", false);
    env = env_make('h');
    apply(&relay, RELAY_TRIP_THEN_CLOSE, 2, &env);
    apply(&relay, RELAY_TRIP, 0, &env);
    env.current_ma = 0;
    tick(&relay, &env, NOW + MS_MINUTE);
    ck_assert_int_eq(relay.state, RELAY_OPEN);
}
END_TEST

START_TEST(restore_timers)
{
    struct relay_env env = env_make('-');
    struct meter_relay relay;
    relay_bring(&relay, "L1", false);
    ck_assert_int_eq(relay_due(&relay), NOW + 10 * MS_MINUTE);
    ck_assert_int_eq(tick(&relay, &env, NOW + 10 * MS_MINUTE - 1), 0);
    ck_assert_int_eq(tick(&relay, &env, NOW + 10 * MS_MINUTE), 1);
    ck_assert_int_eq(relay.state, RELAY_CLOSED);
    ck_assert_int_eq(relay.closes, 21);

    relay_bring(&relay, "L2", false);
    ck_assert_int_eq(tick(&relay, &env, NOW + 10 * MS_MINUTE), 1);
    ck_assert_int_eq(relay.state, RELAY_PERMITTED);
    ck_assert_int_eq(relay.closes, 20);
    ck_assert_int_eq(relay_due(&relay), MS_NEVER);

    relay_bring(&relay, "L1", false); /* a repeat restarts the timer with its own N2 */
    uint16_t why;
    int word =
        relay_command_apply(&relay, RELAY_TRIP_THEN_PERMIT, 255, &env, NOW + MS_MINUTE, &why);
    ck_assert_int_eq(word, RELAY_DID_TRIP_RESTORE);
    ck_assert_int_eq(relay_due(&relay), NOW + 1276 * MS_MINUTE);
}
END_TEST

START_TEST(key_closes_only_permitted)
{
    static const char *const states[] = {"C", "Cp", "W", "H", "T", "L1", "L2", "P", "Pp"};
    for (size_t s = 0; s < sizeof states / sizeof *states; s++) {
        struct meter_relay relay;
        relay_bring(&relay, states[s], false);
        struct meter_relay before = relay;
        bool is_permitted = states[s][0] == 'P';
        ck_assert_int_eq(relay_key(&relay), is_permitted);
        ck_assert_int_eq(relay.closes, 20 + is_permitted);
        ck_assert_int_eq(relay.flags, before.flags);
        if (is_permitted)
            ck_assert_int_eq(relay.state, RELAY_CLOSED);
        else
            ck_assert_mem_eq(&relay, &before, sizeof relay);
    }
}
END_TEST

struct power_row {
    const char *from, *to;
    int trips, closes;
};
static const struct power_row power_rows[] = {
    {"C", "C", 0, 0},  {"Cp", "Cp", 0, 0}, {"W", "T", 1, 0}, {"H", "T", 1, 0},   {"T", "T", 0, 0},
    {"L1", "C", 0, 1}, {"L2", "P", 0, 0},  {"P", "P", 0, 0}, {"Pp", "Pp", 0, 0},
};

START_TEST(power_cycle)
{
    const struct power_row *row = &power_rows[_i];
    struct meter_relay relay;
    char to[8];
    relay_bring(&relay, row->from, false);
    relay_power_cycle(&relay);
    short_name(&relay, to);
    ck_assert_str_eq(to, row->to);
    ck_assert_int_eq(relay.trips, 10 + row->trips);
    ck_assert_int_eq(relay.closes, 20 + row->closes);
    ck_assert_int_eq(relay_due(&relay), MS_NEVER);
}
END_TEST

START_TEST(command_bit)
{
    static const char *const states[] = {"C", "Cp", "W", "H", "T", "L1", "L2", "P", "Pp"};
    static const bool bits[] = {0, 0, 1, 1, 1, 1, 1, 0, 0};
    for (size_t s = 0; s < sizeof states / sizeof *states; s++) {
        struct meter_relay relay;
        relay_bring(&relay, states[s], false);
        ck_assert_msg(relay_command_bit(&relay) == bits[s], "%s", states[s]);
    }
}
END_TEST

START_TEST(low_voltage_holds_the_pulse)
{
    struct relay_env low = env_make('-');
    struct relay_env good = low;
    low.is_voltage_low = true;
    struct meter_relay relay;
    relay_bring(&relay, "C", false);
    ck_assert_int_eq(apply(&relay, RELAY_TRIP, 0, &low), RELAY_DID_TRIP);
    ck_assert(!relay_is_open(&relay) && relay_command_bit(&relay));
    ck_assert_int_eq(relay.trips, 10);
    ck_assert_int_eq(tick(&relay, &low, NOW + MS_HOUR), 0);
    ck_assert_int_eq(tick(&relay, &good, NOW + MS_HOUR), 1);
    ck_assert(relay_is_open(&relay));
    ck_assert_int_eq(relay.trips, 11);

    ck_assert_int_eq(apply(&relay, RELAY_CLOSE, 0, &low), RELAY_DID_CLOSE);
    ck_assert(relay_is_open(&relay));
    ck_assert(!relay_key(&relay));
    relay_power_cycle(&relay); /* the supply is back: the pulse is made */
    ck_assert(!relay_is_open(&relay));
    ck_assert_int_eq(relay.closes, 21);
}
END_TEST

START_TEST(low_voltage_trip_taken_back)
{
    static const uint8_t takers[] = {RELAY_PERMIT, RELAY_CLOSE, RELAY_PROTECT};
    struct relay_env low = env_make('-');
    low.is_voltage_low = true;
    for (size_t i = 0; i < sizeof takers; i++) {
        struct meter_relay relay;
        relay_bring(&relay, "C", false);
        apply(&relay, RELAY_TRIP_THEN_PERMIT, 1, &low);
        ck_assert(!relay_is_open(&relay));
        apply(&relay, takers[i], 0, &low);
        ck_assert_int_eq(relay.state, RELAY_CLOSED);
        ck_assert(!(relay.flags & RELAY_PULSE_PENDING));
        ck_assert_int_eq(relay.trips, 10);
        ck_assert_int_eq(relay.closes, 20);
    }
}
END_TEST

START_TEST(names)
{
    ck_assert_str_eq(relay_state_name(RELAY_CLOSED), "closed");
    ck_assert_str_eq(relay_state_name(RELAY_PERMITTED), "permitted");
    ck_assert_str_eq(relay_state_name(RELAY_STATES), "unknown");
}
END_TEST

static Suite *relay_suite(void)
{
    Suite *suite = suite_create("relay");
    TCase *tc = tcase_create("relay");
    tcase_add_loop_test(tc, table_built_in, 0, sizeof cells / sizeof *cells);
    tcase_add_loop_test(tc, table_external, 0, sizeof external_cells / sizeof *external_cells);
    tcase_add_test(tc, table_is_complete);
    tcase_add_test(tc, restore_time_zero);
    tcase_add_test(tc, unknown_commands);
    tcase_add_test(tc, delay_ends);
    tcase_add_test(tc, delay_ends_in_hold);
    tcase_add_test(tc, hold_ends_by_current);
    tcase_add_test(tc, hold_is_off_at_zero);
    tcase_add_test(tc, hold_keeps_the_restore);
    tcase_add_test(tc, restore_timers);
    tcase_add_test(tc, key_closes_only_permitted);
    tcase_add_loop_test(tc, power_cycle, 0, sizeof power_rows / sizeof *power_rows);
    tcase_add_test(tc, command_bit);
    tcase_add_test(tc, low_voltage_holds_the_pulse);
    tcase_add_test(tc, low_voltage_trip_taken_back);
    tcase_add_test(tc, names);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(relay_suite)
