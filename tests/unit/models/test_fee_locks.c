/* Protection and holds in fee control, and the release of what they held. */
#include "models/feecontrol/fee_parts.h"
#include "tests/unit/models/fee_bench.h"

static struct areas areas;

static void setup(void)
{
    fee_setup();
    policy.release_rate = 200; /* 18 s apart */
    ck_assert_int_eq(areas_init_even(&areas, 4, 2, 4), FK_OK);
    fee.locks.places = (struct lock_places){&areas, 2};
}

static void teardown(void)
{
    fee_teardown();
    areas_fini(&areas);
}

static void lock(unsigned kind, unsigned scope, uint32_t id, bool begins, ms_t now)
{
    struct message message = {
        .type = MSG_LOCK, .kind = (uint8_t)kind, .code = begins, .attempt = (uint8_t)scope};
    if (scope == LOCK_CUSTOMER)
        message.customer = id;
    else
        message.ref = id;
    fee_handle(message, now);
}

/* FEE_OUT is customer 1, in area 0 on line 0: {scope, id, he is locked} */
static const struct {
    unsigned scope;
    uint32_t id;
    bool is_his;
} scopes[] = {{LOCK_EVERYBODY, 0, true}, {LOCK_LINE, 0, true},  {LOCK_LINE, 1, false},
              {LOCK_AREA, 0, true},      {LOCK_AREA, 1, false}, {LOCK_CUSTOMER, FEE_OUT, true},
              {LOCK_CUSTOMER, 2, false}};

/* R-50, CQ-8: a lock begins while his notice runs; the pending cut is locked, its notice stays. */
START_TEST(pending_cut_is_locked)
{
    ms_t at = BENCH_MIDNIGHT + MS_DAY + 6 * MS_HOUR;
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_run(1, 0);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
    lock(HOLD_PROTECTION, scopes[_i].scope, scopes[_i].id, true, at);
    ck_assert_uint_eq(fee_state(FEE_OUT), scopes[_i].is_his ? FEE_HELD : FEE_NOTICE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_CANCEL, PARTY_MARKETING), scopes[_i].is_his);
    if (scopes[_i].is_his)
        ck_assert_uint_eq(bench_last_note(bench, EVENT_DECISION).code, HOLD_PROTECTION);
}
END_TEST

/* The second check catches what a lock found with its notice received; the next calculation after
 * its end announces the cut again, since the notice has run out, and the cut is his in turn. */
START_TEST(calculation_releases)
{
    ms_t noon = BENCH_MIDNIGHT + MS_DAY + 12 * MS_HOUR;
    fee_to_notice();
    lock(HOLD_DELAY, LOCK_CUSTOMER, FEE_OUT, true, FEE_CHECK_AT - 1);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    fee_tick(FEE_CHECK_AT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING), 0);
    registers[FEE_OUT]++;
    fee_run(1, 1); /* still locked */
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    lock(HOLD_DELAY, LOCK_CUSTOMER, FEE_OUT, false, noon);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD); /* nothing at once */
    fee_run(2, 0);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
    fee_sms(FEE_OUT, SMS_PRE_CUT, SMS_DELIVERED, FEE_CHECK_AT + MS_DAY - 30 * MS_MINUTE);
    fee_tick(FEE_CHECK_AT + MS_DAY);
    fee_balance(-208, FEE_CHECK_AT + MS_DAY + 2);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_DECISION).code, HOLD_TURN);
    fee_tick(FEE_CHECK_AT + MS_DAY + 2); /* his turn is the first: now */
    fee_balance(-208, FEE_CHECK_AT + MS_DAY + 4);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_READY);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REQUEST).kind, ORDER_CUT);
    ck_assert_uint_eq(fee_open(FEE_OUT).hold, HOLD_NONE);
}
END_TEST

/* turns lie a rate apart, inside the cut window. */
START_TEST(turns_are_paced)
{
    ms_t from = BENCH_MIDNIGHT + 9 * MS_HOUR, last = BENCH_MIDNIGHT + 16 * MS_HOUR - 1;
    for (ms_t n = 0; n < 3; n++)
        ck_assert_int_eq(fee_turn(&fee, 2, from), from + n * 18 * MS_SECOND);
    ck_assert_int_eq(fee_turn(&fee, 2, last), last);
    ck_assert_int_eq(fee_turn(&fee, 2, last), /* 15:59:59.999 + 18 s is outside */
                     BENCH_MIDNIGHT + MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE);
    policy.release_rate = 7; /* 514,285.7 ms: rounded up, or the eighth would fall into the hour */
    from += 2 * MS_DAY;
    for (ms_t n = 0; n < 8; n++)
        ck_assert_int_eq(fee_turn(&fee, 2, from), from + n * 514286);
    policy.release_rate = 0; /* without limit */
    from += MS_DAY;
    for (ms_t n = 0; n < 3; n++)
        ck_assert_int_eq(fee_turn(&fee, 2, from), from);
}
END_TEST

/* an order that waits for a try is taken back, and its end holds the cut; one whose try has
 * done it stays done. {code of the result, state then} */
static const struct {
    unsigned code, then;
} results[] = {
    {RESULT_NOT_ALLOWED, FEE_HELD}, {RESULT_OK, FEE_CUT}, {RESULT_CRYPTO_UNAVAILABLE, FEE_HELD}};

START_TEST(order_in_flight)
{
    fee_to_cut_sent();
    lock(HOLD_PROTECTION, LOCK_AREA, 0, true, FEE_CHECK_AT + MS_SECOND);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT_SENT);
    struct message cancel = bench_last(bench, MSG_ORDER_CANCEL);
    ck_assert_uint_eq(cancel.id, 9);
    ck_assert_uint_eq(cancel.code, ORDER_CANCELLED);
    fee_order(FEE_OUT, ORDER_CUT, 9, results[_i].code, FEE_CHECK_AT + 10 * MS_SECOND);
    ck_assert_uint_eq(fee_state(FEE_OUT), results[_i].then);
    ck_assert_uint_eq(fee_open(FEE_OUT).strategy != 0, results[_i].then == FEE_HELD);
}
END_TEST

/* An order that is just being made when the lock begins is taken back as soon as it is known. */
START_TEST(order_being_made)
{
    fee_to_notice();
    fee_tick(FEE_CHECK_AT);
    fee_balance(-208, FEE_CHECK_AT + 2);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_READY);
    lock(HOLD_PERIOD, LOCK_EVERYBODY, 0, true, FEE_CHECK_AT + 3);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_READY);
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_NONE, FEE_CHECK_AT + 4);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, 9);
}
END_TEST

/* a crew on site of somebody who is protected is not allowed to cut, and its order is
 * taken back. */
START_TEST(crew_is_called_off)
{
    fee_to_cut_sent();
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_NO_METER_ANSWER, FEE_CHECK_AT + MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_FIELD_CUT);
    fee_order(FEE_OUT, ORDER_FIELD_CUT, 10, RESULT_NONE, FEE_CHECK_AT + MS_MINUTE + 2);
    lock(HOLD_PROTECTION, LOCK_LINE, 0, true, FEE_CHECK_AT + 2 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, 10);
    fee_handle((struct message){.type = MSG_FIELD_ASK,
                                .kind = ORDER_FIELD_CUT,
                                .customer = FEE_OUT,
                                .id = 10,
                                .value = -208},
               FEE_CHECK_AT + MS_HOUR);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_MAY).code, RESULT_NOT_ALLOWED);
    fee_order(FEE_OUT, ORDER_FIELD_CUT, 10, RESULT_NOT_ALLOWED, FEE_CHECK_AT + MS_HOUR + 2);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
}
END_TEST

/* reminders and warnings go on while nobody is cut. */
START_TEST(warnings_go_on)
{
    lock(HOLD_PERIOD, LOCK_EVERYBODY, 0, true, BENCH_MIDNIGHT);
    fee.customers[2].balance = 4999;
    fee_run(0, 0);
    ck_assert_uint_eq(fee_state(2), FEE_REMINDED);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_WARNED);
    fee_run(1, 0);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_DECISION).code, HOLD_PERIOD);
    fee_handle(
        (struct message){
            .type = MSG_RECEIPT, .customer = FEE_OUT, .attempt = 1, .id = 1, .value = 100},
        BENCH_MIDNIGHT + MS_DAY + 9 * MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_WARNED); /* T10 */
}
END_TEST

START_TEST(end_of_what_never_began)
{
    struct message message = {.type = MSG_LOCK, .kind = HOLD_DELAY, .attempt = LOCK_EVERYBODY};
    ck_assert_int_eq(feecontrol_handle(&fee, &message, BENCH_MIDNIGHT), FK_E_ARG);
}
END_TEST

static Suite *fee_locks_suite(void)
{
    Suite *suite = suite_create("fee_locks");
    TCase *tcase = tcase_create("locks");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, pending_cut_is_locked, 0, 7);
    tcase_add_test(tcase, calculation_releases);
    tcase_add_test(tcase, turns_are_paced);
    tcase_add_loop_test(tcase, order_in_flight, 0, 3);
    tcase_add_test(tcase, order_being_made);
    tcase_add_test(tcase, crew_is_called_off);
    tcase_add_test(tcase, warnings_go_on);
    tcase_add_test(tcase, end_of_what_never_began);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_locks_suite)
