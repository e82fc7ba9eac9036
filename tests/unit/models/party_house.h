/* tests/unit/models/party_house.h - all parties behind one port that delivers: a few customers, two
 * concentrators, no simulator. Messages arrive after their delay in the order (due, type, sender,
 * number); the profile is jibei, a command takes 10 s, a posting 60 s, an SMS 5 s. */
#ifndef TESTS_UNIT_MODELS_PARTY_HOUSE_H
#define TESTS_UNIT_MODELS_PARTY_HOUSE_H
#include "models/around/channels.h"
#include "models/around/crews.h"
#include "models/around/customers.h"
#include "models/around/sms.h"
#include "models/collection/master.h"
#include "models/feecontrol/feecontrol.h"
#include "models/marketing/marketing.h"
#include "models/meter/relay.h"
#include "tests/unit/models/party_bench.h"
#include <string.h>

#define HOUSE_METERS 4 /* of one concentrator */
#define HOUSE_SEATS  (PARTY_CONCENTRATORS + 2)
#define HOUSE_KEPT   4096

struct house_item {
    ms_t due;
    uint32_t to, from, seq;
    struct message message;
};

/* One house in a process. */
static struct house {
    ms_t now;
    struct party_port ports[HOUSE_SEATS];
    struct house_item items[HOUSE_KEPT];
    unsigned item_count;
    uint32_t sent;
    struct bench_note notes[HOUSE_KEPT];
    unsigned note_count;
    bool is_lost[MSG_TYPES]; /* messages of these types are lost on their way */
    ms_t late[MSG_TYPES];    /* ... are late by so much, and overtaken */
    struct fee_policy policy;
    struct customers customers;
    struct channels channels;
    struct marketing marketing;
    struct feecontrol fee;
    struct sms_gateway sms;
    struct areas areas;
    struct master master;
    struct crews crews;
    struct concentrator_config concentrator_config;
    struct concentrator concentrators[2];
    struct meter_cell meters[2 * HOUSE_METERS];
    uint8_t read_days[2 * HOUSE_METERS], asked[2 * HOUSE_METERS];
    uint32_t pushed[2 * HOUSE_METERS]; /* registers of the latest push (I3), and their ages */
    uint8_t ages[2 * HOUSE_METERS];
} house;

static inline void house_send(const struct party_port *port, uint32_t to,
                              const struct message *message, ms_t delay)
{
    ck_assert_uint_lt(house.item_count, HOUSE_KEPT);
    if (to >= PARTY_CONCENTRATORS)
        to = PARTY_CONCENTRATORS + message->customer / HOUSE_METERS;
    if (!house.is_lost[message->type])
        house.items[house.item_count++] = (struct house_item){
            house.now + delay + house.late[message->type], to, port->self, house.sent++, *message};
}

static inline void house_note(const struct party_port *port, const struct party_note *note,
                              ms_t now)
{
    (void)port;
    ck_assert_uint_lt(house.note_count, HOUSE_KEPT);
    house.notes[house.note_count++] = (struct bench_note){now, *note};
}

static inline int house_upload(const struct party_port *port, const struct upload_block *block)
{
    (void)port;
    ck_assert_int_eq(master_upload(&house.master, block, house.now), FK_OK);
    return FK_OK;
}

static inline int house_keep_file(const struct party_port *port, struct message *push)
{
    (void)port;
    push->ref = 1;
    master_registers(&house.master, (int32_t)push->id - house.policy.reading_lag_days, house.pushed,
                     house.ages);
    return FK_OK;
}

static inline int house_take_file(void *context, uint32_t file, int32_t until, struct fee_run *run)
{
    (void)context;
    (void)file;
    (void)until;
    run->room = malloc(sizeof house.pushed + sizeof house.ages);
    if (!run->room)
        return FK_E_MEMORY;
    run->values = run->room;
    run->ages = (uint8_t *)run->room + sizeof house.pushed;
    memcpy(run->values, house.pushed, sizeof house.pushed);
    memcpy(run->ages, house.ages, sizeof house.ages);
    return FK_OK;
}

/* A message from outside, handled at `at`. */
static inline void house_plan(uint32_t to, struct message message, ms_t at)
{
    house.items[house.item_count++] =
        (struct house_item){at, to, PARTY_OPERATOR, house.sent++, message};
}

static inline void house_pay(uint32_t customer, fen_t amount, ms_t at)
{
    struct message pay = {.type = MSG_PAY, .customer = customer, .value = amount};
    house_plan(PARTY_CHANNELS, pay, at);
}

static inline int house_handle(uint32_t to, const struct message *message, ms_t now)
{
    struct message done = *message;
    switch (to) {
    case PARTY_CUSTOMERS:
        return customers_handle(&house.customers, message, now);
    case PARTY_CHANNELS:
        return channels_handle(&house.channels, message, now);
    case PARTY_MARKETING:
        return marketing_handle(&house.marketing, message, now);
    case PARTY_FEE_CONTROL:
        return feecontrol_handle(&house.fee, message, now);
    case PARTY_CALCULATION:
        done.type = MSG_CALCULATED;
        house_send(&house.ports[to], PARTY_FEE_CONTROL, &done, 20 * MS_SECOND);
        return FK_OK;
    case PARTY_SMS:
        return sms_handle(&house.sms, message, now);
    case PARTY_MASTER:
        return master_handle(&house.master, message, now);
    case PARTY_CREWS:
        return crews_handle(&house.crews, message, now);
    default:
        return concentrator_handle(&house.concentrators[to - PARTY_CONCENTRATORS], message, now);
    }
}

static inline ms_t house_due(void)
{
    ms_t dues[] = {
        customers_due(&house.customers),          channels_due(&house.channels, house.now),
        marketing_due(&house.marketing),          feecontrol_due(&house.fee),
        sms_due(&house.sms, house.now),           master_due(&house.master),
        crews_due(&house.crews, house.now),       concentrator_due(&house.concentrators[0]),
        concentrator_due(&house.concentrators[1])};
    ms_t due = MS_NEVER;
    for (unsigned i = 0; i < sizeof dues / sizeof dues[0]; i++)
        due = dues[i] < due ? dues[i] : due;
    for (unsigned i = 0; i < house.item_count; i++)
        due = house.items[i].due < due ? house.items[i].due : due;
    return due;
}

static inline bool house_take(struct house_item *out)
{
    unsigned best = house.item_count;
    for (unsigned i = 0; i < house.item_count; i++) {
        const struct house_item *a = &house.items[i], *b = &house.items[best];
        if (a->due > house.now)
            continue;
        if (best == house.item_count || a->due < b->due ||
            (a->due == b->due && (a->message.type < b->message.type ||
                                  (a->message.type == b->message.type && a->seq < b->seq))))
            best = i;
    }
    if (best == house.item_count)
        return false;
    *out = house.items[best];
    house.items[best] = house.items[--house.item_count];
    return true;
}

/* Everything up to and including `until`. */
static inline void house_run_to(ms_t until)
{
    for (ms_t due = house_due(); due <= until; due = house_due()) {
        struct house_item item;
        due = due > house.now ? due : house.now; /* a round that had to wait for another one */
        house.now = due;
        while (house_take(&item))
            ck_assert_int_eq(house_handle(item.to, &item.message, due), FK_OK);
        ck_assert_int_eq(customers_tick(&house.customers, due), FK_OK);
        ck_assert_int_eq(channels_tick(&house.channels, due), FK_OK);
        ck_assert_int_eq(marketing_tick(&house.marketing, due), FK_OK);
        ck_assert_int_eq(feecontrol_tick(&house.fee, due), FK_OK);
        ck_assert_int_eq(sms_tick(&house.sms, due), FK_OK);
        ck_assert_int_eq(master_tick(&house.master, due), FK_OK);
        ck_assert_int_eq(crews_tick(&house.crews, due), FK_OK);
        ck_assert_int_eq(concentrator_tick(&house.concentrators[0], due), FK_OK);
        ck_assert_int_eq(concentrator_tick(&house.concentrators[1], due), FK_OK);
    }
    house.now = until;
}

/* Customer `customer` gets this balance; the others are rich. */
static inline void house_enrol(uint32_t customer, fen_t balance)
{
    ck_assert_int_eq(ledger_post(&house.marketing.ledger, LEDGER_BRING_FORWARD, customer, 0,
                                 balance - house.marketing.ledger.customers[customer].fen, NULL),
                     FK_OK);
    house.fee.customers[customer] = (struct fee_customer){.balance = (int32_t)balance,
                                                          .available = (int32_t)balance,
                                                          .reading_day = (uint16_t)(BENCH_DAY - 1),
                                                          .state = FEE_NORMAL};
}

static inline struct fee_policy house_policy(uint8_t restore_mode)
{
    return (struct fee_policy){.reminder = 5000,
                               .warning = 3000,
                               .restore_mode = restore_mode,
                               .warn_before_cut = true,
                               .receipt_needed = true,
                               .second_check = true,
                               .notice_wait = 30 * MS_MINUTE,
                               .notice_valid = 24 * MS_HOUR,
                               .cut_window = {8 * MS_HOUR + 30 * MS_MINUTE, 16 * MS_HOUR},
                               .max_reading_age = 2 * MS_DAY,
                               .exception_after_days = 3};
}

static inline struct sms_config house_sms(void)
{
    return (struct sms_config){.window = {8 * MS_HOUR, 20 * MS_HOUR},
                               .rate = 500,
                               .exempt = 1U << SMS_CUT_DONE,
                               .delivery = chance_const(5 * MS_SECOND),
                               .validity = MS_DAY};
}

static inline struct crews_config house_crews(void)
{
    return (struct crews_config){.crews = 1,
                                 .jobs_per_day = 12,
                                 .hours = {8 * MS_HOUR + 30 * MS_MINUTE, 17 * MS_HOUR},
                                 .cut_hours = {8 * MS_HOUR + 30 * MS_MINUTE, 17 * MS_HOUR},
                                 .arrival = chance_const(MS_HOUR),
                                 .work = chance_const(20 * MS_MINUTE)};
}

/* The field: meters and the two concentrators that read them. */
static inline void house_concentrators(void)
{
    static const ms_t gap_fill[] = {2 * MS_HOUR};
    static uint32_t registers[HOUSE_METERS];
    static uint8_t present[HOUSE_METERS];
    static const uint32_t loads[] = {800};
    house.concentrator_config = (struct concentrator_config){.read_at = 5 * MS_MINUTE,
                                                             .gap_fill_at = gap_fill,
                                                             .gap_fill_count = 1,
                                                             .gap_fill_days = 3,
                                                             .jobs_at_once = 1,
                                                             .command_time = chance_const(10000),
                                                             .gives_up = 10 * MS_MINUTE,
                                                             .read_time = chance_const(5000),
                                                             .segments = bench_segments(),
                                                             .loads = loads,
                                                             .registers = registers,
                                                             .present = present,
                                                             .upload = house_upload};
    for (uint32_t i = 0; i < 2; i++)
        concentrator_init(&house.concentrators[i], &house.ports[PARTY_CONCENTRATORS + i],
                          &house.concentrator_config, &house.meters[i * HOUSE_METERS],
                          &house.read_days[i * HOUSE_METERS], &house.asked[i * HOUSE_METERS],
                          i * HOUSE_METERS, HOUSE_METERS, BENCH_MIDNIGHT);
}

static inline void house_open(uint8_t restore_mode)
{
    uint32_t n = 2 * HOUSE_METERS;
    memset(&house, 0, sizeof house);
    house.now = BENCH_MIDNIGHT;
    for (uint32_t i = 0; i < HOUSE_SEATS; i++)
        house.ports[i] = (struct party_port){NULL, i, house_send, house_note};
    house.policy = house_policy(restore_mode);
    bench_segments()->list[0].restore =
        restore_mode == FEE_RESTORE_SAFE ? RELAY_PERMIT : RELAY_CLOSE;
    struct customers_config customers = {.button_after = chance_const(10 * MS_MINUTE)};
    struct marketing_config marketing = {.customers = n,
                                         .orders = {bench_segments(), true, 30 * MS_MINUTE,
                                                    ORDERS_KEPT, 0, 0, 0, false, PROOF_ANSWER, 0},
                                         .posting.usual = chance_const(MS_MINUTE)};
    static const price_t price = 520000;
    struct feecontrol_config fee = {.customers = n,
                                    .segments = bench_segments(),
                                    .policies = &house.policy,
                                    .policy_count = 1,
                                    .prices = &price};
    struct sms_config sms = house_sms();
    ck_assert_int_eq(areas_init_even(&house.areas, 2, HOUSE_METERS, 1), FK_OK);
    struct master_config master = {&house.areas,
                                   1,
                                   10,
                                   10,
                                   4 * MS_HOUR,
                                   10 * MS_HOUR,
                                   MS_MINUTE,
                                   MS_MINUTE,
                                   30 * MS_MINUTE,
                                   0,
                                   3,
                                   bench_segments(),
                                   &house.policy.cut_window,
                                   1,
                                   BENCH_MIDNIGHT,
                                   NULL,
                                   0,
                                   house_keep_file,
                                   NULL,
                                   10 * MS_MINUTE,
                                   NULL,
                                   0,
                                   0};
    struct crews_config crews = house_crews();
    struct party_port *ports = house.ports;
    ck_assert_int_eq(customers_init(&house.customers, &ports[PARTY_CUSTOMERS], &customers), FK_OK);
    ck_assert_int_eq(channels_init(&house.channels, &ports[PARTY_CHANNELS], 300), FK_OK);
    ck_assert_int_eq(marketing_init(&house.marketing, &ports[PARTY_MARKETING], &marketing), FK_OK);
    ck_assert_int_eq(feecontrol_init(&house.fee, &ports[PARTY_FEE_CONTROL], &fee), FK_OK);
    ck_assert_int_eq(sms_init(&house.sms, &ports[PARTY_SMS], &sms), FK_OK);
    ck_assert_int_eq(master_init(&house.master, &ports[PARTY_MASTER], &master), FK_OK);
    ck_assert_int_eq(crews_init(&house.crews, &ports[PARTY_CREWS], &crews), FK_OK);
    house.fee.results_at = 5 * MS_HOUR;
    house.fee.last_run = 1;
    house.fee.registers = house_take_file;
    for (uint32_t i = 0; i < n; i++) {
        meter_cell_init(&house.meters[i], BENCH_MIDNIGHT);
        house_enrol(i, 50000);
    }
    house_concentrators();
}

static inline void house_close(void)
{
    customers_fini(&house.customers);
    channels_fini(&house.channels);
    marketing_fini(&house.marketing);
    feecontrol_fini(&house.fee);
    sms_fini(&house.sms);
    master_fini(&house.master);
    areas_fini(&house.areas);
    crews_fini(&house.crews);
}

static inline unsigned house_state(uint32_t customer)
{
    return house.fee.customers[customer].state;
}

static inline bool house_is_supplied(uint32_t customer)
{
    return meter_cell_is_supplied(&house.meters[customer]);
}

/* Moment of the latest note of a type and state about a customer; 0: none. */
static inline ms_t house_when(unsigned type, unsigned kind, unsigned state, uint32_t customer)
{
    for (unsigned i = house.note_count; i > 0; i--) {
        const struct party_note *n = &house.notes[i - 1].note;
        if (n->type == type && n->kind == kind && n->state == state && n->customer == customer)
            return house.notes[i - 1].at;
    }
    return 0;
}

static inline unsigned house_count(unsigned type, unsigned kind, unsigned state)
{
    unsigned count = 0;
    for (unsigned i = 0; i < house.note_count; i++)
        count += house.notes[i].note.type == type && house.notes[i].note.kind == kind &&
                 house.notes[i].note.state == state;
    return count;
}
#endif
