/* tests/unit/models/orders_fixture.h - work orders alone, of customer 3 unless a test says so. */
#ifndef TESTS_UNIT_MODELS_ORDERS_FIXTURE_H
#define TESTS_UNIT_MODELS_ORDERS_FIXTURE_H
#include "models/marketing/orders.h"
#include "tests/unit/models/party_bench.h"

#define NINE  (BENCH_MIDNIGHT + 9 * MS_HOUR)
#define LIMIT (30 * MS_MINUTE)

static struct orders orders;
static struct bench *bench;

static inline void setup(void)
{
    struct orders_config config = {
        .segments = bench_segments(), .is_status_read = true, .limit = LIMIT, .kept = ORDERS_KEPT};
    bench_segments()->list[0].restore = RELAY_PERMIT;
    bench = bench_new(PARTY_MARKETING);
    ck_assert_int_eq(orders_init(&orders, &bench->port, &config), FK_OK);
}

static inline void teardown(void)
{
    orders_fini(&orders);
}

static inline uint32_t make_after(unsigned kind, uint32_t after, ms_t now)
{
    struct message message = {
        .type = MSG_ORDER_REQUEST, .kind = (uint8_t)kind, .customer = 3, .id = after, .ref = 5};
    ck_assert_int_eq(orders_make(&orders, &message, now), FK_OK);
    return orders.count;
}

static inline uint32_t make(unsigned kind, ms_t now)
{
    return make_after(kind, 0, now);
}

static inline void tell(unsigned type, uint32_t id, unsigned code, unsigned attempt, int64_t value,
                        ms_t now)
{
    struct message message = {.type = (uint8_t)type,
                              .code = (uint8_t)code,
                              .attempt = (uint8_t)attempt,
                              .customer = 3,
                              .id = id,
                              .value = value};
    ck_assert_int_eq(orders_report(&orders, &message, now), FK_OK);
}

static inline void cancel(uint32_t id, unsigned how, ms_t now)
{
    struct message message = {
        .type = MSG_ORDER_CANCEL, .code = (uint8_t)how, .customer = 3, .id = id};
    ck_assert_int_eq(orders_cancel(&orders, &message, now), FK_OK);
}

static inline void tick(ms_t now)
{
    ck_assert_int_eq(orders_tick(&orders, now), FK_OK);
}

static inline unsigned state(uint32_t id)
{
    return bench_order(bench, id).state;
}

static inline unsigned reads(void)
{
    return bench_sent_count(bench, MSG_STATUS_REQUEST, PARTY_MASTER);
}

/* Reports to fee control that an order ended. */
static inline unsigned ends(void)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->sent_count; i++)
        n += bench->sent[i].message.type == MSG_ORDER_REPORT && bench->sent[i].message.code &&
             !(bench->sent[i].message.value & ORDER_OVER);
    return n;
}
#endif
