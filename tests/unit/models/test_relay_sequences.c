/* Relay of the meter: every sequence of up to six commands and events against a table of its own,
 * written from the rules (docs/protocol.md, "Relay"; R-32 delay and hold, R-33 protection, R-34 the
 * states of an internal relay, R-35 external breaker, R-36 the contact follows the state). */
#include "models/meter/relay.h"
#include "tests/unit/fk_check.h"

#include <stdlib.h>
#include <string.h>

#define BEGIN    (INT64_C(1000) * MS_DAY)
#define LONGEST  6
#define DELAY    (3 * MS_MINUTE)
#define HOLD     (30 * MS_MINUTE)
#define RESTORE  (2 * 5 * MS_MINUTE) /* N2 = 2 */
#define COMMANDS 7                   /* columns of the table */

enum event { KEY = COMMANDS, TIME, SUPPLY, ALARM_ON, ALARM_OFF, EVENTS };
static const char *const event_names[EVENTS] = {"1A", "1B",  "1C",   "1D",     "1E", "3A",
                                                "3B", "key", "time", "supply", "2A", "2B"};
static const uint8_t codes[EVENTS] = {0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x3A,
                                      0x3B, 0,    0,    0,    0x2A, 0x2B};

/* One row a state: what each command makes of it. "STATE WORD"; "-WORD" is a refusal that changes
 * nothing; "trip" is a trip by delay and current, "L1"/"L2" a trip with restore. */
struct row {
    const char *from;
    const char *to[COMMANDS]; /* 1A 1B 1C 1D 1E 3A 3B */
    const char *key, *time, *supply;
};
static const struct row internal[] = {
    {"C", {"trip", "C 2", "C 1", "L1", "L2", "Cp 100", "C 200"}, "C", "C", "C"},
    {"Cp", {"-20", "Cp 2", "Cp 1", "-40", "-40", "Cp 100", "C 200"}, "Cp", "Cp", "Cp"},
    {"W", {"trip", "C 2", "C 1", "-100", "-100", "Cp 100", "W 200"}, "W", "hold", "T"},
    {"H", {"trip", "C 2", "C 1", "-100", "-100", "Cp 100", "H 200"}, "H", "then", "T"},
    {"T", {"T 4", "P 2", "C 1", "-100", "-100", "Pp 100", "T 200"}, "T", "T", "T"},
    {"L1", {"T 4", "P 2", "C 1", "L1 10", "L2 10", "Pp 100", "L1 200"}, "L1", "C", "C"},
    {"L2", {"T 4", "P 2", "C 1", "L1 10", "L2 10", "Pp 100", "L2 200"}, "L2", "P", "P"},
    {"P", {"T 4", "P 2", "C 1", "-100", "-100", "Pp 100", "P 200"}, "C", "P", "P"},
    {"Pp", {"-20", "Pp 2", "Cp 1", "-40", "-40", "Pp 100", "P 200"}, "Cp", "Pp", "Pp"},
    {NULL, {NULL}, NULL, NULL, NULL},
};
/* No P, no H: 1B acts as 1C, 1E as 1D, protection closes. */
static const struct row external[] = {
    {"C", {"trip", "C 1", "C 1", "L1", "L1", "Cp 100", "C 200"}, "C", "C", "C"},
    {"Cp", {"-20", "Cp 1", "Cp 1", "-40", "-40", "Cp 100", "C 200"}, "Cp", "Cp", "Cp"},
    {"W", {"trip", "C 1", "C 1", "-100", "-100", "Cp 100", "W 200"}, "W", "hold", "T"},
    {"T", {"T 4", "C 1", "C 1", "-100", "-100", "Cp 100", "T 200"}, "T", "T", "T"},
    {"L1", {"T 4", "C 1", "C 1", "L1 10", "L1 10", "Cp 100", "L1 200"}, "L1", "C", "C"},
    {NULL, {NULL}, NULL, NULL, NULL},
};

/* The meter as the table sees it. */
struct seen {
    const struct row *row;
    const char *then; /* behind a hold */
    bool is_alarm;
    int trips, closes, word;
    ms_t due;
};

static bool has_delay, has_high_current;
static const struct row *table;
static unsigned long nodes;
static enum event path[LONGEST];

static const struct row *row_find(const char *name, size_t size)
{
    for (const struct row *row = table; row->from; row++)
        if (strlen(row->from) == size && memcmp(row->from, name, size) == 0)
            return row;
    ck_abort_msg("the table has no state '%s'", name);
    return NULL;
}

static bool is_open(const struct seen *seen)
{
    return strchr("TLP", seen->row->from[0]) != NULL;
}

static void go(struct seen *seen, const char *to, ms_t due)
{
    bool was_open = is_open(seen);
    seen->row = row_find(to, strcspn(to, " "));
    seen->trips += !was_open && is_open(seen);
    seen->closes += was_open && !is_open(seen);
    seen->due = due;
}

/* The opening itself, or the wait for less current. */
static int open_or_hold(struct seen *seen, const char *then, ms_t at)
{
    bool is_timed = then[0] == 'L';
    seen->then = then;
    if (has_high_current && table == internal && !is_open(seen)) {
        go(seen, "H", at + HOLD);
        return 0x20;
    }
    go(seen, then, is_timed ? at + RESTORE : MS_NEVER);
    return is_timed ? 0x10 : 0x04;
}

static void see_command(struct seen *seen, const char *to, ms_t now)
{
    char *word = strchr(to, ' ');
    if (to[0] == '-') {
        seen->word = -(int)strtol(to + 1, NULL, 16);
    } else if (strcmp(to, "trip") == 0 && has_delay) {
        go(seen, "W", now + DELAY);
        seen->then = "T";
        seen->word = 0x08;
    } else if (strcmp(to, "trip") == 0) {
        seen->word = open_or_hold(seen, "T", now);
    } else if (to[0] == 'L' && strstr(to, "200") == NULL) {
        seen->word = open_or_hold(seen, to[1] == '1' ? "L1" : "L2", now);
    } else {
        seen->word = (int)strtol(word, NULL, 16);
        go(seen, to, seen->word == 0x200 ? seen->due : MS_NEVER);
    }
}

static void see_time(struct seen *seen, ms_t now)
{
    const char *to = seen->row->time;
    if (strcmp(to, "hold") == 0)
        (void)open_or_hold(seen, "T", now);
    else if (strcmp(to, "then") == 0)
        go(seen, seen->then, seen->then[0] == 'L' ? now + RESTORE : MS_NEVER);
    else
        go(seen, to, MS_NEVER);
}

static void see(struct seen *seen, enum event event, ms_t now)
{
    seen->word = 0;
    if (event < COMMANDS) {
        see_command(seen, seen->row->to[event], now);
    } else if (event == KEY) {
        go(seen, seen->row->key, strcmp(seen->row->key, seen->row->from) ? MS_NEVER : seen->due);
    } else if (event == TIME) {
        see_time(seen, now);
    } else if (event == SUPPLY) {
        go(seen, seen->row->supply, MS_NEVER);
    } else {
        seen->is_alarm = event == ALARM_ON;
        seen->word = event == ALARM_ON ? 0x400 : 0x800;
    }
}

static int act(struct meter_relay *relay, enum event event, const struct relay_env *env, ms_t now)
{
    uint16_t why = 0;
    if (event == KEY)
        (void)relay_key(relay);
    else if (event == SUPPLY)
        relay_power_cycle(relay);
    else if (event == TIME)
        (void)relay_tick(relay, env, now);
    if (event == KEY || event == SUPPLY || event == TIME)
        return 0;
    int word = relay_command_apply(relay, codes[event], 2, env, now, &why);
    return word == FK_REFUSED ? -(int)why : word;
}

static bool is_same(const struct meter_relay *relay, const struct seen *seen, int word)
{
    static const char *const names[RELAY_STATES] = {"C", "W", "H", "T", "L1", "L2", "P"};
    const char *from = seen->row->from;
    size_t size = strcspn(from, "p");
    bool is_command_open = strcmp(from, "C") != 0 && strcmp(from, "Cp") != 0 && from[0] != 'P';
    return strlen(names[relay->state]) == size && memcmp(names[relay->state], from, size) == 0 &&
           !(relay->flags & RELAY_PROTECTED) == (from[size] == '\0') &&
           !(relay->flags & RELAY_ALARM) == !seen->is_alarm && word == seen->word &&
           relay->trips == seen->trips && relay->closes == seen->closes &&
           relay_due(relay) == seen->due && relay_is_open(relay) == is_open(seen) &&
           relay_command_bit(relay) == is_command_open;
}

static void differ(const struct meter_relay *relay, const struct seen *seen, int word, int depth)
{
    char text[64] = "";
    for (int i = 0; i <= depth; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), " %s", event_names[path[i]]);
    ck_abort_msg("after%s: state %s flags %X word %X trips %d closes %d, expected %s %X %d %d",
                 text, relay_state_name(relay->state), relay->flags, (unsigned)word, relay->trips,
                 relay->closes, seen->row->from, (unsigned)seen->word, seen->trips, seen->closes);
}

/* Every sequence that goes on from here. A step takes a second; TIME goes to what is due. */
static void walk(const struct meter_relay *relay, const struct seen *seen,
                 const struct relay_env *env, ms_t now, int depth)
{
    for (enum event event = 0; event < EVENTS; event++) {
        struct meter_relay next = *relay;
        struct seen next_seen = *seen;
        ms_t at = now + MS_SECOND;
        if (event == TIME && seen->due != MS_NEVER)
            at = seen->due;
        else if (event == TIME)
            continue; /* nothing would happen */
        path[depth] = event;
        see(&next_seen, event, at);
        int word = act(&next, event, env, at);
        nodes++;
        if (!is_same(&next, &next_seen, word))
            differ(&next, &next_seen, word, depth);
        if (depth + 1 < LONGEST)
            walk(&next, &next_seen, env, at, depth + 1);
    }
}

/* Bit 0: trip delay, bit 1: high current, bit 2: external breaker. */
START_TEST(every_sequence)
{
    has_delay = _i & 1;
    has_high_current = _i & 2;
    table = _i & 4 ? external : internal;
    const struct relay_env env = {.trip_delay_min = has_delay ? 3 : 0,
                                  .hold_current_ma = 5000,
                                  .hold_limit_min = 30,
                                  .current_ma = has_high_current ? 5001 : 5000};
    struct meter_relay relay;
    relay_init(&relay, table == external);
    struct seen seen = {.row = table, .then = "T", .due = MS_NEVER};
    nodes = 0;
    walk(&relay, &seen, &env, BEGIN, 0);
    ck_assert_uint_gt(nodes, 1771561); /* 11^6: TIME alone is left out where nothing is due */
}
END_TEST

static Suite *sequences_suite(void)
{
    Suite *suite = suite_create("relay sequences");
    TCase *tc = tcase_create("all");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, every_sequence, 0, 8);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(sequences_suite)
