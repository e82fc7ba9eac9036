/* Work orders of crews: registers that are read by hand, warned handlers (S-59), the second
 * level. The rest: test_orders. */
#include "tests/unit/models/orders_fixture.h"

/* R-71, S-60: for a missing register it is a job for the crews, and for nothing else; their result
 * ends it and is told, a register that comes by itself takes it back from them. */
START_TEST(missing_register_is_read_by_hand)
{
    struct message exception = {
        .kind = ORDER_EXCEPTION, .customer = 3, .value = CAUSE_REGISTER_JUMP};
    orders.config.is_read_by_hand = true;
    ck_assert_int_eq(orders_make(&orders, &exception, NINE), FK_OK);
    ck_assert_uint_eq(state(1), ORDER_SENT);
    exception.customer = 4;
    exception.value = CAUSE_MISSING_REGISTER;
    ck_assert_int_eq(orders_make(&orders, &exception, NINE), FK_OK);
    exception.customer = 5;
    ck_assert_int_eq(orders_make(&orders, &exception, NINE), FK_OK);
    ck_assert_uint_eq(state(3), ORDER_FIELD);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_ORDER, PARTY_CREWS), 2);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_ORDER).kind, ORDER_EXCEPTION);
    tell(MSG_FIELD_RESULT, 2, RESULT_NOT_ALLOWED, 0, 0, NINE);
    ck_assert_uint_eq(state(2), ORDER_FIELD);
    tell(MSG_FIELD_RESULT, 2, RESULT_OK, 0, 0, NINE);
    ck_assert_uint_eq(state(2), ORDER_CLOSED);
    ck_assert_uint_eq(ends(), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REPORT).customer, 4);
    exception.code = ORDER_CLOSED;
    ck_assert_int_eq(orders_cancel(&orders, &exception, NINE), FK_OK);
    ck_assert_uint_eq(state(3), ORDER_CLOSED);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, 3);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_CREWS), 1);
    exception.customer = 3;
    ck_assert_int_eq(orders_cancel(&orders, &exception, NINE), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_CREWS), 1);
    ck_assert_uint_eq(ends(), 1);
}
END_TEST
static int absence(bool begins, ms_t now)
{
    struct message fault = {.type = MSG_FAULT, .kind = FAULT_HANDLERS_ABSENT, .code = begins};
    return orders_fault(&orders, &fault, now);
}

/* while the handlers are absent it waits, as long as the last absence lasts; then what is
 * still open goes to the crews, oldest first. One whose register came meanwhile is not taken back
 * from crews who never had it. */
START_TEST(absent_handlers_hand_out_nothing)
{
    struct message exception = {
        .kind = ORDER_EXCEPTION, .customer = 3, .value = CAUSE_MISSING_REGISTER};
    orders.config.is_read_by_hand = true;
    ck_assert_int_eq(absence(false, NINE), FK_E_ARG);
    ck_assert_int_eq(absence(true, NINE), FK_OK);
    ck_assert_int_eq(absence(true, NINE), FK_OK);
    for (; exception.customer < 7; exception.customer++) {
        exception.value = exception.customer == 4 ? CAUSE_REGISTER_JUMP : CAUSE_MISSING_REGISTER;
        ck_assert_int_eq(orders_make(&orders, &exception, NINE), FK_OK);
    }
    exception.customer = 5;
    exception.code = ORDER_CLOSED;
    ck_assert_int_eq(orders_cancel(&orders, &exception, NINE + 1), FK_OK);
    ck_assert_uint_eq(state(3), ORDER_CLOSED);
    ck_assert_int_eq(absence(false, NINE + 2), FK_OK);
    ck_assert_uint_eq(state(1), ORDER_SENT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_ORDER, PARTY_CREWS), 0);
    ck_assert_int_eq(absence(false, NINE + 3), FK_OK);
    ck_assert_uint_eq(state(1), ORDER_FIELD);
    ck_assert_uint_eq(state(2), ORDER_SENT); /* another cause: nothing for a crew */
    ck_assert_uint_eq(state(4), ORDER_FIELD);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_ORDER, PARTY_CREWS), 2);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_ORDER).id, 4);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_CREWS), 0);
    ck_assert_int_eq(absence(true, NINE + 4), FK_OK);
    ck_assert_int_eq(absence(false, NINE + 5), FK_OK); /* each goes out once */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_ORDER, PARTY_CREWS), 2);
}
END_TEST

/* S-59: the handler of a field order that is open at 80 % of its limit is told once: 24 h of a
 * restore, 5 working days of a cut; at 50 % after two days and a half. */
static const struct {
    unsigned kind, percent;
    ms_t after;
} warnings[] = {{ORDER_FIELD_RESTORE, 80, 19 * MS_HOUR + 12 * MS_MINUTE},
                {ORDER_FIELD_CUT, 80, 4 * MS_DAY},
                {ORDER_FIELD_CUT, 50, 2 * MS_DAY + 12 * MS_HOUR},
                {ORDER_FIELD_CUT, 100, 7 * MS_DAY}};

START_TEST(handler_is_warned_once)
{
    orders.config.field_restore_limit = MS_DAY;
    orders.config.field_cut_days = 5;
    orders.config.warn_percent = warnings[_i].percent;
    uint32_t done = make(warnings[_i].kind, NINE), open = make(warnings[_i].kind, NINE);
    tell(MSG_FIELD_RESULT, done, RESULT_OK, 0, 0, NINE + MS_HOUR);
    ck_assert_int_eq(orders_due(&orders), NINE + warnings[_i].after);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_SMS), 0);
    ck_assert_int_eq(orders_tick(&orders, NINE + warnings[_i].after), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_SMS), 1);
    struct message sms = bench_last(bench, MSG_SMS_REQUEST);
    ck_assert_uint_eq(sms.kind, SMS_ORDER_DUE);
    ck_assert_uint_eq(sms.ref, open);
    ck_assert_int_eq(orders_due(&orders), MS_NEVER);
}
END_TEST

/* a restore that the first visit could not do is closed, and an exchange of the same strategy
 * is made; fee control is told of a field restore of that number. */
START_TEST(restore_goes_to_the_second_level)
{
    uint32_t first = make(ORDER_FIELD_RESTORE, NINE);
    tell(MSG_FIELD_RESULT, first, RESULT_AUTH_FAILED, 0, 0, NINE + MS_HOUR);
    ck_assert_uint_eq(state(first), ORDER_CLOSED);
    ck_assert_uint_eq(orders.count, first + 1);
    struct message job = bench_last(bench, MSG_FIELD_ORDER);
    ck_assert_uint_eq(job.kind, ORDER_EXCHANGE);
    ck_assert_uint_eq(job.id, first + 1);
    struct message made = bench_last(bench, MSG_ORDER_REPORT);
    ck_assert_uint_eq(made.kind, ORDER_FIELD_RESTORE);
    ck_assert_uint_eq(made.id, first + 1);
    ck_assert_uint_eq(made.code, RESULT_NONE);
    tell(MSG_FIELD_RESULT, first + 1, RESULT_OK, 0, 0, NINE + 3 * MS_HOUR);
    struct message done = bench_last(bench, MSG_ORDER_REPORT);
    ck_assert_uint_eq(done.kind, ORDER_FIELD_RESTORE);
    ck_assert_uint_eq(done.code, RESULT_OK);
    ck_assert_uint_eq(done.ref, 5);
    uint32_t unwanted = make(ORDER_FIELD_RESTORE, NINE + 4 * MS_HOUR);
    cancel(unwanted, ORDER_CANCELLED, NINE + 4 * MS_HOUR);
    tell(MSG_FIELD_RESULT, unwanted, RESULT_AUTH_FAILED, 0, 0, NINE + 5 * MS_HOUR);
    ck_assert_uint_eq(state(unwanted), ORDER_CANCELLED); /* the handheld did not hear of it */
    ck_assert_uint_eq(orders.count, unwanted);
}
END_TEST

static Suite *orders_field_suite(void)
{
    Suite *suite = suite_create("orders_field");
    TCase *tcase = tcase_create("orders_field");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, missing_register_is_read_by_hand);
    tcase_add_test(tcase, absent_handlers_hand_out_nothing);
    tcase_add_loop_test(tcase, handler_is_warned_once, 0, 4);
    tcase_add_test(tcase, restore_goes_to_the_second_level);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(orders_field_suite)
