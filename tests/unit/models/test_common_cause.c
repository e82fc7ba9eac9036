/* Common cause (T14): escalation is held when, in some window around the failure, enough cut orders
 * ended and more than the given share of them with its code. Limits of the tests: 5 orders, 20 %,
 * 10 minutes. */
#include "tests/unit/models/fee_bench.h"

#define AT   (BENCH_MIDNIGHT + 9 * MS_HOUR)
#define CODE RESULT_CRYPTO_UNAVAILABLE

/* Outcomes as text: "seconds before (-) or after the failure" x count, o = OK, f = CODE; the
 * failure itself is one of them. */
static const struct {
    const char *name;
    bool is_common;
    struct {
        int second, ok, failed;
    } bursts[4];
} rows[] = {
    {"four orders are too few", false, {{0, 0, 4}}},
    {"five are enough", true, {{0, 0, 5}}},
    {"a fifth is not more than 20 %", false, {{0, 8, 2}}},
    {"but a bit more is", true, {{0, 7, 2}}},
    {"all before", true, {{-600, 0, 4}, {0, 0, 1}}},
    {"a second too long before", false, {{-601, 0, 4}, {0, 0, 1}}},
    {"all after", true, {{0, 0, 1}, {600, 0, 4}}},
    {"a second too long after", false, {{0, 0, 1}, {601, 0, 4}}},
    /* neither the window before nor the window after holds five, one across does */
    {"half before and half after", true, {{-290, 0, 2}, {0, 0, 1}, {300, 0, 2}}},
    {"too far apart for one window", false, {{-310, 0, 2}, {0, 0, 1}, {300, 0, 2}}},
    /* the long window is full of success, a shorter one is not */
    {"success in the rest of the window", true, {{-500, 40, 0}, {0, 0, 5}}},
    {"the end of the burst counts as one", false, {{0, 0, 5}, {0, 40, 0}}},
    {"a burst without the failure", false, {{-900, 0, 50}, {0, 0, 1}}},
    {"a later burst without the failure", false, {{0, 0, 1}, {900, 0, 50}}},
};

static void put(unsigned code, ms_t at)
{
    fee.customers[0].state = FEE_NOT_ENROLLED; /* nothing follows */
    fee_order(0, ORDER_CUT, 1, code, at);
}

START_TEST(window_around_the_failure)
{
    for (unsigned i = 0; i < 4; i++) {
        ms_t at = AT + rows[_i].bursts[i].second * MS_SECOND;
        for (int n = 0; n < rows[_i].bursts[i].ok; n++)
            put(RESULT_OK, at);
        for (int n = 0; n < rows[_i].bursts[i].failed; n++)
            put(CODE, at);
    }
    ck_assert_msg(fee_is_common_cause(fee.outcomes, &policy, CODE, AT) == rows[_i].is_common, "%s",
                  rows[_i].name);
    ck_assert(!fee_is_common_cause(fee.outcomes, &policy, RESULT_RELAY_STUCK, AT));
}
END_TEST

/* What a window that starts at `start` holds, the slow way. */
static bool is_cause_at(ms_t start, unsigned code, ms_t failed_at)
{
    const struct fee_outcomes *o = fee.outcomes;
    uint64_t same = 0, orders = 0;
    for (uint64_t i = 0; i < o->count; i++)
        if (o->at[i] >= start && o->at[i] <= start + policy.hold_window) {
            orders++;
            same += o->code[i] == code;
        }
    return start <= failed_at && failed_at <= start + policy.hold_window &&
           orders >= policy.hold_orders && same * 100 > orders * policy.hold_percent;
}

/* The content of a window changes where its end reaches an outcome and where its start leaves one.
 */
static bool is_common_slowly(unsigned code, ms_t failed_at)
{
    for (uint64_t i = 0; i < fee.outcomes->count; i++) {
        ms_t at = fee.outcomes->at[i];
        if (is_cause_at(at - policy.hold_window, code, failed_at) ||
            is_cause_at(at + 1, code, failed_at))
            return true;
    }
    return false;
}

START_TEST(agrees_with_the_slow_way)
{
    uint64_t seed = bench_seed("agrees_with_the_slow_way"), n = 0;
    unsigned found = 0;
    for (uint32_t run = 0; run < 200; run++) {
        ms_t at = AT;
        fee.outcomes->count = 0;
        for (unsigned i = 0; i < 40; i++) {
            uint64_t draw = chance_bits(seed, 1, run, n++);
            at += (ms_t)(draw % 5 ? draw % 40 : draw % 700) * MS_SECOND;
            put(draw >> 32 & 3 ? RESULT_OK : CODE, at);
        }
        ms_t failed_at = fee.outcomes->at[chance_bits(seed, 2, run, 0) % 40];
        bool expected = is_common_slowly(CODE, failed_at);
        found += expected;
        ck_assert_msg(fee_is_common_cause(fee.outcomes, &policy, CODE, failed_at) == expected,
                      "run %u", run);
    }
    ck_assert_uint_gt(found, 20);
    ck_assert_uint_lt(found, 180);
}
END_TEST

/* More outcomes than the ring holds: the oldest are forgotten, the window does not run into them.
 */
START_TEST(ring_of_outcomes_wraps)
{
    for (unsigned i = 0; i < FEE_OUTCOMES + 10; i++)
        put(i % 2 ? CODE : RESULT_OK, AT + i);
    ck_assert(fee_is_common_cause(fee.outcomes, &policy, CODE, AT + FEE_OUTCOMES));
    ck_assert(!fee_is_common_cause(fee.outcomes, &policy, CODE, AT + 5)); /* forgotten */
    for (unsigned i = 0; i < FEE_OUTCOMES; i++)
        put(RESULT_OK, AT + MS_DAY);
    ck_assert(!fee_is_common_cause(fee.outcomes, &policy, CODE, AT + MS_DAY));
}
END_TEST

/* Outcomes are those of cut orders that were tried. */
START_TEST(what_is_no_outcome)
{
    fee.customers[0].state = FEE_NOT_ENROLLED;
    fee_order(0, ORDER_RESTORE, 1, CODE, AT);
    fee_order(0, ORDER_FIELD_CUT, 1, CODE, AT);
    fee_order(0, ORDER_EXCEPTION, 1, RESULT_OK, AT);
    fee_order(0, ORDER_CUT, 1, RESULT_NONE, AT);
    fee_order(0, ORDER_CUT, 1, RESULT_NOT_ALLOWED, AT);
    ck_assert_uint_eq(fee.outcomes->count, 0);
    fee_order(0, ORDER_CUT, 1, RESULT_OK, AT);
    ck_assert_uint_eq(fee.outcomes->count, 1);
}
END_TEST

/* The question is asked hold_window after the failure, with the code of the failure. */
START_TEST(escalation_waits_for_the_window)
{
    static const unsigned others[] = {0, 4};
    policy.escalation = FEE_COMMON_CAUSE_HOLD;
    for (unsigned i = 0; i < 2; i++) {
        fee_teardown();
        fee_setup();
        policy.escalation = FEE_COMMON_CAUSE_HOLD;
        fee_to_cut_sent();
        ms_t failed = FEE_CHECK_AT + 5 * MS_MINUTE;
        fee_order(FEE_OUT, ORDER_CUT, 9, CODE, failed);
        ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT_FAILED);
        for (unsigned n = 0; n < others[i]; n++)
            put(CODE, failed + MS_MINUTE);
        fee_tick(failed + 10 * MS_MINUTE - 1);
        ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT_FAILED);
        fee_tick(failed + 10 * MS_MINUTE);
        ck_assert_uint_eq(fee_state(FEE_OUT), others[i] ? FEE_CUT_FAILED : FEE_FIELD_CUT);
        unsigned held = bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING);
        ck_assert_uint_eq(held, i);
        if (i > 0)
            ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).code, ORDER_HELD);
        else
            ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REQUEST).kind, ORDER_FIELD_CUT);
    }
}
END_TEST

/* T13: repeats at their time of day, after a second check, as many as the policy gives. */
START_TEST(repeat_then_escalation)
{
    policy.repeats = 1;
    fee_to_cut_sent();
    ms_t repeat = BENCH_MIDNIGHT + MS_DAY + policy.repeat_at;
    fee_order(FEE_OUT, ORDER_CUT, 9, CODE, FEE_CHECK_AT + 5 * MS_MINUTE);
    ck_assert_int_eq(feecontrol_due(&fee), repeat);
    fee_tick(repeat);
    fee_balance(-208, repeat + 2);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_READY);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REQUEST).ref, fee.customers[FEE_OUT].strategy);
    fee_order(FEE_OUT, ORDER_CUT, 10, RESULT_NONE, repeat + 4);
    fee_order(FEE_OUT, ORDER_CUT, 10, CODE, repeat + 5 * MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_FIELD_CUT);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).kind, SMS_FAULT_HANDLER);
}
END_TEST

START_TEST(paid_before_the_repeat)
{
    policy.repeats = 1;
    fee_to_cut_sent();
    fee_order(FEE_OUT, ORDER_CUT, 9, CODE, FEE_CHECK_AT + 5 * MS_MINUTE);
    fee_handle((struct message){.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 10000},
               FEE_CHECK_AT + MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NORMAL);
    fee_tick(BENCH_MIDNIGHT + 2 * MS_DAY);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING), 1);
}
END_TEST

static Suite *common_cause_suite(void)
{
    Suite *suite = suite_create("common_cause");
    TCase *tcase = tcase_create("common cause");
    tcase_add_checked_fixture(tcase, fee_setup, fee_teardown);
    tcase_add_loop_test(tcase, window_around_the_failure, 0, (int)(sizeof rows / sizeof rows[0]));
    tcase_add_test(tcase, agrees_with_the_slow_way);
    tcase_add_test(tcase, ring_of_outcomes_wraps);
    tcase_add_test(tcase, what_is_no_outcome);
    tcase_add_test(tcase, escalation_waits_for_the_window);
    tcase_add_test(tcase, repeat_then_escalation);
    tcase_add_test(tcase, paid_before_the_repeat);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(common_cause_suite)
