/* tests/unit/sim/monitor_fixture.h - a monitor that is told by notes, messages and uploads alone.
 * Four customers, two concentrators of two meters; everybody starts with -2.08 and register 0. */
#ifndef TESTS_UNIT_SIM_MONITOR_FIXTURE_H
#define TESTS_UNIT_SIM_MONITOR_FIXTURE_H
#include "models/marketing/ledger.h"
#include "models/meter/energy.h"
#include "models/meter/relay.h"
#include "sim/watch/monitor.h"
#include "tests/unit/fk_check.h"

/* 2026-03-02 00:00:00 CST, a Monday, and its day number. */
#define MIDNIGHT  (INT64_C(1772380800) * MS_SECOND)
#define DAY       clock_day_number(MIDNIGHT)
#define NINE      (MIDNIGHT + 9 * MS_HOUR)
#define CUSTOMERS 4
#define WHO       1

static struct sim_scenario scenario;
static struct scenario_group group;
static struct monitor monitor;

static void setup(void)
{
    group = (struct scenario_group){.every = 1, .classes = 1, .balance = -208};
    scenario = (struct sim_scenario){
        .start = MIDNIGHT,
        .days = 2,
        .concentrators = 2,
        .meters_per_concentrator = 2,
        .concentrators_per_fep = 1,
        .per_day = 800,
        .groups = &group,
        .group_count = 1,
        .price = 520000,
        .statement_at = -1,
        .policy = {.notice_wait = 30 * MS_MINUTE,
                   .notice_valid = 24 * MS_HOUR,
                   .max_reading_age = 2 * MS_DAY,
                   .restore_gap = 60 * MS_DAY, /* nobody is idle, but in tests of it */
                   .cut_window = {8 * MS_HOUR + 30 * MS_MINUTE, 16 * MS_HOUR}},
        .commands_per_concentrator = 2,
        .commands_per_fep = 3,
        .commands_in_all = 4,
        .order_limit = 30 * MS_MINUTE,
        .sms_window = {8 * MS_HOUR, 20 * MS_HOUR},
        .sms_rate = 3,
        .sms_exempt = 1U << SMS_CUT_DONE,
        .restore_limit = 24 * MS_HOUR,
        .field_restore_limit = 24 * MS_HOUR,
        .field_cut_days = 5,
        .hold_days = 2,
        .cut_limit = 5 * MS_DAY,
        .field_cut_hours = {8 * MS_HOUR + 30 * MS_MINUTE, 17 * MS_HOUR + 30 * MS_MINUTE}};
    ck_assert_int_eq(monitor_init(&monitor, &scenario), FK_OK);
}

static void teardown(void)
{
    monitor_fini(&monitor);
}

/* With other balances at the start, or other limits that are looked at then. */
static inline void start_anew(fen_t balance)
{
    monitor_fini(&monitor);
    group.balance = balance;
    ck_assert_int_eq(monitor_init(&monitor, &scenario), FK_OK);
}

/* Exactly these violations so far; numbers not named have none. */
static inline void expect(unsigned invariant, unsigned count)
{
    const struct violations *found = &monitor.books.found;
    for (unsigned i = 0; i < SIM_INVARIANTS; i++)
        ck_assert_msg(found->counts[i] == (i == invariant ? count : 0),
                      "INV-%02u: %u violations (INV-%02u: %u expected): %s", i, found->counts[i],
                      invariant, count,
                      found->count ? found->items[found->count - 1].text[FK_EN] : "");
    for (unsigned i = 0; i < found->count; i++) /* each says it in both languages */
        ck_assert_msg(found->items[i].text[FK_ZH][0], "no Chinese: %s",
                      found->items[i].text[FK_EN]);
    ck_assert_int_eq(monitor.books.err, FK_OK);
}

static inline const struct violation *last_found(void)
{
    ck_assert_uint_gt(monitor.books.found.count, 0);
    return &monitor.books.found.items[monitor.books.found.count - 1];
}

static inline void note(unsigned type, unsigned kind, unsigned state, unsigned code, uint32_t id,
                        uint32_t ref, ms_t now)
{
    struct party_note party_note = {.type = (uint8_t)type,
                                    .kind = (uint8_t)kind,
                                    .state = (uint8_t)state,
                                    .code = (uint8_t)code,
                                    .customer = WHO,
                                    .id = id,
                                    .ref = ref};
    if (type == EVENT_DECISION || type == EVENT_STRATEGY) /* by the right money (INV-02) */
        party_note.value = books_available(&monitor.books, WHO);
    monitor_note(&monitor, &party_note, now);
}

static inline void decide(unsigned state, ms_t now)
{
    note(EVENT_DECISION, 0, state, 0, 0, 0, now);
}

/* Relay and supply of WHO. */
static inline void relay(unsigned state, ms_t now)
{
    note(EVENT_RELAY, 0, state, 0, 0, 0, now);
    note(EVENT_SUPPLY, 0, state == RELAY_CLOSED, 0, 0, 0, now);
}

/* Pre-cut notice for cut strategy 1. */
static inline void notice(ms_t delivered)
{
    note(EVENT_STRATEGY, STRATEGY_CUT, STRATEGY_LIVE, 0, 1, 0, delivered - MS_HOUR);
    note(EVENT_SMS, SMS_PRE_CUT, SMS_CREATED, 0, 1, 1, delivered - MS_HOUR);
    note(EVENT_SMS, SMS_PRE_CUT, SMS_DELIVERED, 0, 1, 1, delivered);
}

static inline void trip(ms_t now)
{
    note(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT, 0, 1, 1, now);
    note(EVENT_COMMAND, RELAY_TRIP, COMMAND_ANSWERED, RESULT_OK, 1, 1, now);
}

static inline void tell_payment(unsigned state, uint32_t customer, uint32_t id, fen_t amount,
                                ms_t now)
{
    struct party_note payment = {.type = EVENT_PAYMENT,
                                 .state = (uint8_t)state,
                                 .customer = customer,
                                 .id = id,
                                 .value = amount};
    monitor_note(&monitor, &payment, now);
}

static inline void pay(uint32_t customer, uint32_t id, fen_t amount, ms_t now)
{
    tell_payment(PAYMENT_PAID, customer, id, amount, now);
}

/* An entry of posting `id` in the ledger. */
static inline void tell_entry(unsigned account, uint32_t customer, uint32_t id, fen_t amount,
                              ms_t now)
{
    struct party_note entry = {.type = EVENT_ENTRY,
                               .kind = (uint8_t)account,
                               .customer = customer,
                               .id = id,
                               .ref = id,
                               .value = amount};
    monitor_note(&monitor, &entry, now);
}

static inline void post(uint32_t customer, uint32_t id, fen_t amount, ms_t now)
{
    tell_entry(LEDGER_CUSTOMER, customer, id, amount, now);
    tell_entry(LEDGER_CHANNEL, customer, id, -amount, now);
    tell_payment(PAYMENT_POSTED, customer, id, amount, now);
}

static inline void tell_account(unsigned type, uint32_t customer, fen_t account, ms_t now)
{
    struct message message = {.type = (uint8_t)type, .customer = customer, .value = account};
    monitor_message(&monitor, &message, now);
}

/* Register of WHO frozen on day number `day` comes to the master. */
static inline void upload(int32_t day, uint32_t value, ms_t now)
{
    uint32_t registers[2] = {0, value};
    uint8_t present[2] = {0, 1};
    struct upload_block block = {.first = 0,
                                 .count = 2,
                                 .day = day,
                                 .registers = registers,
                                 .present = present,
                                 .columns = 1};
    monitor_upload(&monitor, &block, now);
}

static inline void push(int32_t day, ms_t now)
{
    struct message message = {.type = MSG_PUSH, .id = (uint32_t)day};
    monitor_message(&monitor, &message, now);
}

/* The end of day `day` (1: the first), with WHO off since `off` (0: not) and nobody else, and
 * receipts of `posted` in all. */
static inline void midnight(unsigned day, ms_t off, fen_t posted)
{
    ms_t at = MIDNIGHT + day * MS_DAY;
    uint64_t supplied = 4 * day * (uint64_t)MS_DAY - (off ? (uint64_t)(at - off) : 0);
    monitor_day(&monitor, supplied * 800, 4 * group.balance + posted, at);
}
#endif
