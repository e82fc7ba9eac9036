/* tests/unit/models/master_bench.h - a collection master on a bench: 8 concentrators of 4 meters,
 * two to a front-end processor, cut window 08:00 to 16:00. */
#ifndef TESTS_UNIT_MODELS_MASTER_BENCH_H
#define TESTS_UNIT_MODELS_MASTER_BENCH_H
#include "models/collection/master.h"
#include "models/meter/relay.h"
#include "tests/unit/models/party_bench.h"

#define PER   4
#define COUNT 32
#define NINE  (BENCH_MIDNIGHT + 9 * MS_HOUR)

/* The registers of the latest push (I3), without lag. */
static uint32_t pushed_values[COUNT];
static uint8_t pushed_ages[COUNT];
static uint32_t push_count;
static inline int keep_push(const struct party_port *port, struct message *push);

static struct areas areas;
/* Of segments 0 and 1. */
static const struct clock_window windows[2] = {{8 * MS_HOUR, 16 * MS_HOUR},
                                               {8 * MS_HOUR, 16 * MS_HOUR}};
static const struct master_config usual = {.areas = &areas,
                                           .per_concentrator = 1,
                                           .per_fep = 100,
                                           .in_all = 100,
                                           .push_at = 4 * MS_HOUR,
                                           .second_push_at = 10 * MS_HOUR,
                                           .command_timeout = 60 * MS_SECOND,
                                           .command_gap = 45 * MS_SECOND,
                                           .command_valid = 30 * MS_MINUTE,
                                           .command_tries = 3,
                                           .cut_windows = windows,
                                           .cut_window_count = 2,
                                           .start = BENCH_MIDNIGHT,
                                           .keep_file = keep_push};
static struct master master;
static struct bench *bench;

static inline int keep_push(const struct party_port *port, struct message *push)
{
    (void)port;
    master_registers(&master, (int32_t)push->id, pushed_values, pushed_ages);
    push->ref = ++push_count;
    return FK_OK;
}

/* Whom `usual` serves: concentrators of PER customers, two to a front-end processor, unless a test
 * says something else before its setup. */
static inline void serve(uint32_t count, uint32_t size, uint32_t per_fep)
{
    areas_fini(&areas);
    ck_assert_int_eq(areas_init_even(&areas, count, size, per_fep), FK_OK);
}

static inline void setup(const struct master_config *config)
{
    bench = bench_new(PARTY_MASTER);
    if (areas.count == 0)
        serve(COUNT / PER, PER, 2);
    struct master_config own = *config;
    own.segments = bench_segments();
    ck_assert_int_eq(master_init(&master, &bench->port, &own), FK_OK);
}

static inline void handle(struct message message, ms_t now)
{
    ck_assert_int_eq(master_handle(&master, &message, now), FK_OK);
}

static inline void order(uint32_t id, uint32_t customer, ms_t now)
{
    handle((struct message){.type = MSG_ORDER, .kind = RELAY_TRIP, .customer = customer, .id = id},
           now);
}

static inline void tick(ms_t now)
{
    ck_assert_int_eq(master_tick(&master, now), FK_OK);
}

/* Answers the latest command (or read) that was sent for a customer. */
static inline void answer(uint32_t customer, unsigned code, ms_t now)
{
    for (unsigned i = bench->sent_count; i > 0; i--) {
        struct message m = bench->sent[i - 1].message;
        if (m.customer != customer || (m.type != MSG_COMMAND && m.type != MSG_READ))
            continue;
        m.type = m.type == MSG_COMMAND ? MSG_COMMAND_ANSWER : MSG_READ_ANSWER;
        m.code = (uint8_t)code;
        m.value = 77;
        handle(m, now);
        return;
    }
    ck_abort_msg("nothing was sent for customer %u", customer);
}

static inline unsigned commands(void)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->sent_count; i++)
        n += bench->sent[i].message.type == MSG_COMMAND;
    return n;
}

/* Results of orders that went to marketing with a code. */
static inline unsigned results(unsigned code)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->sent_count; i++)
        n += bench->sent[i].message.type == MSG_ORDER_RESULT && bench->sent[i].message.code == code;
    return n;
}

static inline void teardown(void)
{
    master_fini(&master);
    areas_fini(&areas);
}
#endif
