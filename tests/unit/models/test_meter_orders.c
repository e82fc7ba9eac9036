/* INV-07: orders of meters by hand: protect, unprotect, alarm, end of it. */
#include "models/marketing/meter_orders.h"
#include "models/meter/relay.h"
#include "tests/unit/models/orders_fixture.h"

static uint32_t start(unsigned what, ms_t now)
{
    struct message message = {.type = MSG_START, .kind = (uint8_t)what, .customer = 4};
    ck_assert_int_eq(meter_orders_make(&orders, &message, now), FK_OK);
    return orders.count;
}

static void word(uint32_t id, unsigned type, unsigned code, unsigned attempt, ms_t now)
{
    struct message message = {.type = (uint8_t)type,
                              .kind = RELAY_PROTECT,
                              .code = (uint8_t)code,
                              .attempt = (uint8_t)attempt,
                              .customer = 4,
                              .id = id};
    struct work_order *order = orders_find(&orders, id);
    ck_assert_ptr_nonnull(order);
    ck_assert_int_eq(meter_orders_report(&orders, order, &message, now), FK_OK);
}

/* Which command each becomes; it has no strategy, and fee control hears nothing. */
START_TEST(each_has_its_command)
{
    static const struct {
        unsigned what, kind, n1;
    } rows[] = {{START_PROTECT, ORDER_PROTECT, 0x3A},
                {START_UNPROTECT, ORDER_UNPROTECT, 0x3B},
                {START_ALARM, ORDER_ALARM, 0x2A},
                {START_ALARM_END, ORDER_ALARM_END, 0x2B}};
    uint32_t id = start(rows[_i].what, NINE);
    struct message order = bench_last(bench, MSG_ORDER);
    ck_assert_uint_eq(order.kind, rows[_i].n1);
    ck_assert_uint_eq(order.customer, 4);
    ck_assert_uint_eq(order.id, id);
    ck_assert_uint_eq(orders_find(&orders, id)->kind, rows[_i].kind);
    ck_assert_uint_eq(orders_find(&orders, id)->strategy, 0);
    ck_assert_uint_eq(state(id), ORDER_SENT);
    word(id, MSG_ORDER_ACCEPTED, 0, 0, NINE);
    ck_assert_uint_eq(state(id), ORDER_ACCEPTED);
    word(id, MSG_ORDER_EXECUTING, 0, 1, NINE + 1);
    ck_assert_uint_eq(state(id), ORDER_EXECUTING);
    word(id, MSG_ORDER_ACCEPTED, 0, 0, NINE + 1); /* it was overtaken */
    ck_assert_uint_eq(state(id), ORDER_EXECUTING);
    word(id, MSG_ORDER_RESULT, RESULT_OK, 2, NINE + 2);
    ck_assert_ptr_null(orders_find(&orders, id));
    struct party_note last = bench_last_note(bench, EVENT_ORDER);
    ck_assert_uint_eq(last.state, ORDER_SUCCESS);
    ck_assert_uint_eq(last.kind, rows[_i].kind);
    ck_assert_uint_eq(last.attempt, 2);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REPORT, PARTY_FEE_CONTROL), 0);
}
END_TEST

START_TEST(what_is_no_such_order_is_refused)
{
    struct message message = {.type = MSG_START, .kind = START_RESTORE, .customer = 4};
    ck_assert_int_eq(meter_orders_make(&orders, &message, NINE), FK_E_ARG);
    message.kind = START_KINDS;
    ck_assert_int_eq(meter_orders_make(&orders, &message, NINE), FK_E_ARG);
    ck_assert_uint_eq(orders.count, 0);
}
END_TEST

/* the limit runs from when anything was last told of it; then it is taken back, and what
 * comes of a try later is nobody's restore. */
START_TEST(one_without_a_word_has_failed)
{
    uint32_t id = start(START_PROTECT, NINE);
    ms_t limit = orders.config.limit;
    word(id, MSG_ORDER_EXECUTING, 0, 1, NINE + MS_MINUTE);
    tick(NINE + limit);
    ck_assert_uint_eq(state(id), ORDER_EXECUTING);
    tick(NINE + MS_MINUTE + limit);
    ck_assert_ptr_null(orders_find(&orders, id));
    ck_assert_uint_eq(bench_last_note(bench, EVENT_ORDER).state, ORDER_FAILED);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_ORDER).code, RESULT_TASK_TIMEOUT);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_ORDER, ORDER_TIMEOUT), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, id);
    ck_assert_uint_eq(reads(), 0);
    struct message late = {.type = MSG_ORDER_RESULT,
                           .kind = RELAY_PROTECT,
                           .code = RESULT_OK,
                           .customer = 4,
                           .id = id};
    ck_assert_int_eq(orders_report(&orders, &late, NINE + MS_DAY), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REPORT, PARTY_FEE_CONTROL), 0);
    late.kind = RELAY_CLOSE; /* of a restore it is told */
    ck_assert_int_eq(orders_report(&orders, &late, NINE + MS_DAY), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REPORT, PARTY_FEE_CONTROL), 1);
}
END_TEST

static Suite *meter_orders_suite(void)
{
    Suite *suite = suite_create("meter_orders");
    TCase *tcase = tcase_create("meter_orders");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, each_has_its_command, 0, 4);
    tcase_add_test(tcase, what_is_no_such_order_is_refused);
    tcase_add_test(tcase, one_without_a_word_has_failed);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(meter_orders_suite)
