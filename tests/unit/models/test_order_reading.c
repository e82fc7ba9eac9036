/* Exception orders that crews read meters for. The rest of orders: test_orders. */
#include "models/marketing/orders.h"
#include "tests/unit/models/party_bench.h"

#define NINE (BENCH_MIDNIGHT + 9 * MS_HOUR)

static struct orders orders;
static struct bench *bench;

static void setup(void)
{
    struct orders_config config = {.segments = bench_segments(),
                                   .limit = 30 * MS_MINUTE,
                                   .kept = ORDERS_KEPT,
                                   .is_read_by_hand = true};
    bench = bench_new(PARTY_MARKETING);
    ck_assert_int_eq(orders_init(&orders, &bench->port, &config), FK_OK);
}

static void teardown(void)
{
    orders_fini(&orders);
}

/* What a crew says of its order. */
static void tell(uint32_t id, unsigned code)
{
    struct message message = {.type = MSG_FIELD_RESULT,
                              .kind = ORDER_EXCEPTION,
                              .code = (uint8_t)code,
                              .customer = 4,
                              .id = id};
    ck_assert_int_eq(orders_report(&orders, &message, NINE), FK_OK);
}

/* R-71, S-60: for a missing register it is a job for the crews, and for nothing else; their result
 * ends it and is told, a register that comes by itself takes it back from them. */
START_TEST(missing_register_is_read_by_hand)
{
    struct message exception = {
        .kind = ORDER_EXCEPTION, .customer = 3, .value = CAUSE_REGISTER_JUMP};
    ck_assert_int_eq(orders_make(&orders, &exception, NINE), FK_OK);
    ck_assert_uint_eq(bench_order(bench, 1).state, ORDER_SENT);
    exception.customer = 4;
    exception.value = CAUSE_MISSING_REGISTER;
    ck_assert_int_eq(orders_make(&orders, &exception, NINE), FK_OK);
    exception.customer = 5;
    ck_assert_int_eq(orders_make(&orders, &exception, NINE), FK_OK);
    ck_assert_uint_eq(bench_order(bench, 3).state, ORDER_FIELD);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_ORDER, PARTY_CREWS), 2);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_ORDER).kind, ORDER_EXCEPTION);
    tell(2, RESULT_NOT_ALLOWED);
    ck_assert_uint_eq(bench_order(bench, 2).state, ORDER_FIELD);
    tell(2, RESULT_OK);
    ck_assert_uint_eq(bench_order(bench, 2).state, ORDER_CLOSED);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REPORT).code, RESULT_OK);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REPORT).customer, 4);
    exception.code = ORDER_CLOSED;
    ck_assert_int_eq(orders_cancel(&orders, &exception, NINE), FK_OK);
    ck_assert_uint_eq(bench_order(bench, 3).state, ORDER_CLOSED);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, 3);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_CREWS), 1);
    exception.customer = 3;
    ck_assert_int_eq(orders_cancel(&orders, &exception, NINE), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_CREWS), 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REPORT, PARTY_FEE_CONTROL), 4);
}
END_TEST

static Suite *order_reading_suite(void)
{
    Suite *suite = suite_create("order reading");
    TCase *tcase = tcase_create("order reading");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, missing_register_is_read_by_hand);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(order_reading_suite)
