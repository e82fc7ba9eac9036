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
    {"success at the moment of the failure", false, {{0, 40, 1}, {300, 0, 5}}},
    {"a burst without the failure", false, {{-900, 0, 50}, {0, 0, 1}}},
    {"a later burst without the failure", false, {{0, 0, 1}, {900, 0, 50}}},
};

static void put(unsigned code, ms_t at)
{
    fee.customers[0].state = FEE_CUT; /* nothing follows */
    fee_order(0, ORDER_CUT, 1, code, at);
}

static bool is_common(unsigned code, ms_t failed_at)
{
    return outcomes_is_common(&fee.failures->outcomes, code, failed_at);
}

/* Asked 10 minutes after the failure: what ends later is put in after the question. */
START_TEST(window_around_the_failure)
{
    bool is_asked = false, answer = false;
    for (unsigned i = 0; i < 4; i++) {
        int second = rows[_i].bursts[i].second;
        if (second > 600 && !is_asked) {
            is_asked = true;
            answer = is_common(CODE, AT);
        }
        for (int n = 0; n < rows[_i].bursts[i].ok; n++)
            put(RESULT_OK, AT + second * MS_SECOND);
        for (int n = 0; n < rows[_i].bursts[i].failed; n++)
            put(CODE, AT + second * MS_SECOND);
    }
    if (!is_asked)
        answer = is_common(CODE, AT);
    ck_assert_msg(answer == rows[_i].is_common, "%s", rows[_i].name);
    ck_assert(!is_common(RESULT_RELAY_STUCK, AT));
}
END_TEST

/* What is put in, kept by the test for the slow way. */
static struct {
    ms_t at;
    unsigned code;
} history[40];

/* What a window that starts at `start` holds, the slow way. */
static bool is_cause_at(ms_t start, unsigned code, ms_t failed_at)
{
    uint64_t same = 0, orders = 0;
    for (unsigned i = 0; i < 40; i++)
        if (history[i].at >= start && history[i].at <= start + policy.hold_window) {
            orders++;
            same += history[i].code == code;
        }
    return start <= failed_at && failed_at <= start + policy.hold_window &&
           orders >= policy.hold_orders && same * 100 > orders * policy.hold_percent;
}

/* The content of a window changes where its end reaches an outcome and where its start leaves one.
 */
static bool is_common_slowly(unsigned code, ms_t failed_at)
{
    for (unsigned i = 0; i < 40; i++)
        if (is_cause_at(history[i].at - policy.hold_window, code, failed_at) ||
            is_cause_at(history[i].at + 1, code, failed_at))
            return true;
    return false;
}

/* Asks about the failures from *next on whose window is over before `at`. Returns how many have a
 * common cause. */
static unsigned ask_until(ms_t at, unsigned *next)
{
    unsigned found = 0;
    for (; *next < 40 && history[*next].at + policy.hold_window < at; ++*next) {
        if (history[*next].code != CODE)
            continue;
        bool expected = is_common_slowly(CODE, history[*next].at);
        ck_assert_msg(is_common(CODE, history[*next].at) == expected, "outcome %u", *next);
        found += expected;
    }
    return found;
}

START_TEST(agrees_with_the_slow_way)
{
    uint64_t seed = bench_seed("agrees_with_the_slow_way"), n = 0;
    unsigned found = 0, failed = 0;
    for (uint32_t run = 0; run < 200; run++) {
        ms_t at = AT + run * MS_DAY;
        unsigned next = 0;
        for (unsigned i = 0; i < 40; i++) {
            uint64_t draw = chance_bits(seed, 1, run, n++);
            at += (ms_t)(draw % 5 ? draw % 40 : draw % 700) * MS_SECOND;
            history[i].at = at;
            history[i].code = draw >> 32 & 7 ? RESULT_OK : CODE;
            failed += history[i].code == CODE;
        }
        for (unsigned i = 0; i < 40; i++) {
            found += ask_until(history[i].at, &next);
            put(history[i].code, history[i].at);
        }
        found += ask_until(MS_NEVER, &next);
    }
    ck_assert_uint_gt(found, failed / 10);
    ck_assert_uint_lt(found, failed * 9 / 10);
}
END_TEST

/* S-04-hold x 100: 10,000 failures within ten seconds. Each of them is asked about ten minutes
 * later and held, the first as well as the last; so with a limit of more than 4,096 orders. */
START_TEST(ten_thousand_failures_are_all_held)
{
    static const uint32_t leasts[] = {5, 6000};
    for (unsigned k = 0; k < 2; k++) {
        unsigned held = 0;
        outcomes_fini(&fee.failures->outcomes);
        outcomes_init(&fee.failures->outcomes, policy.hold_window, leasts[k], policy.hold_percent);
        for (unsigned i = 0; i < 10000; i++)
            put(CODE, AT + i);
        for (unsigned i = 0; i < 10000; i++)
            held += is_common(CODE, AT + i);
        ck_assert_uint_eq(held, 10000);
        put(CODE, AT + MS_DAY); /* alone */
        ck_assert(!is_common(CODE, AT + MS_DAY));
    }
}
END_TEST

/* A week of success leaves no more in memory than two windows hold. */
START_TEST(past_outcomes_leave_memory)
{
    for (unsigned i = 0; i < 7 * 24 * 60; i++)
        put(RESULT_OK, AT + i * MS_MINUTE);
    ck_assert_uint_le(fee.failures->outcomes.capacity, 64); /* 11 of a window, twice, doubled */
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
    ck_assert_uint_eq(fee.failures->outcomes.end, 0);
    fee_order(0, ORDER_CUT, 1, RESULT_OK, AT);
    ck_assert_uint_eq(fee.failures->outcomes.end, 1);
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

/* The second policy: 20 minutes, two orders. One who is under it waits so long, and is held for an
 * order under his policy, 15 minutes later; for five under the first he is not. */
START_TEST(window_is_that_of_the_policy)
{
    uint8_t *segment = bench_segments()->of;
    segment[FEE_OUT] = 1;
    segment[0] = (uint8_t)_i;
    policies[1].escalation = FEE_COMMON_CAUSE_HOLD;
    policies[1].office = 1;
    policies[1].hold_window = 20 * MS_MINUTE;
    outcomes_init(&fee.failures[1].outcomes, 20 * MS_MINUTE, 2, 20);
    fee_to_cut_sent();
    ms_t failed = FEE_CHECK_AT + 5 * MS_MINUTE;
    fee_order(FEE_OUT, ORDER_CUT, 9, CODE, failed);
    for (unsigned n = 0; n < (_i ? 1 : 5); n++)
        put(CODE, failed + 15 * MS_MINUTE);
    fee_tick(failed + 20 * MS_MINUTE - 1);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT_FAILED);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING), 0);
    fee_tick(failed + 20 * MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), _i ? FEE_CUT_FAILED : FEE_FIELD_CUT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING), (unsigned)_i);
    ck_assert_uint_eq(fee.failures[0].held.codes.count, 0);
    ck_assert_uint_eq(fee.failures[1].held.codes.count, (unsigned)_i);
    segment[FEE_OUT] = segment[0] = 0;
}
END_TEST

/* held on Tuesday 2026-03-03 with six alike. On Wednesday at 08:30 a person looks: the notice
 * has run out, so there is a new one; the repeat that fails alike goes to a crew. */
START_TEST(person_repeats_what_is_held)
{
    policy.escalation = FEE_COMMON_CAUSE_HOLD;
    fee_to_cut_sent();
    ms_t failed = FEE_CHECK_AT + 5 * MS_MINUTE;
    fee_order(FEE_OUT, ORDER_CUT, 9, CODE, failed);
    for (unsigned n = 0; n < 5; n++)
        put(CODE, failed);
    fee_tick(failed + policy.hold_window);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).code, ORDER_HELD);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, 9);
    ms_t look = BENCH_MIDNIGHT + 2 * MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE;
    fee_tick(look - 1);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT_FAILED);
    fee_tick(look);
    fee_balance(-208, look + 2);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
    fee_sms(FEE_OUT, SMS_PRE_CUT, SMS_DELIVERED, look + 5 * MS_SECOND);
    ms_t check = look + 5 * MS_SECOND + policy.notice_wait;
    fee_tick(check);
    fee_balance(-208, check + 2);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_READY);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REQUEST).id, 9); /* follows the held one */
    fee_order(FEE_OUT, ORDER_CUT, 10, RESULT_NONE, check + 4);
    fee_order(FEE_OUT, ORDER_CUT, 10, CODE, check + MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_FIELD_CUT);
}
END_TEST

/* a success after the last failure of the window lets it go on the same day, once. */
START_TEST(success_lets_what_is_held_go_on)
{
    policy.escalation = FEE_COMMON_CAUSE_HOLD;
    fee_to_cut_sent();
    ms_t failed = FEE_CHECK_AT + 5 * MS_MINUTE;
    fee_order(FEE_OUT, ORDER_CUT, 9, CODE, failed);
    for (unsigned n = 0; n < 5; n++)
        put(CODE, failed);
    fee_tick(failed + policy.hold_window);
    ms_t ok = failed + 2 * MS_HOUR;
    put(RESULT_OK, ok);
    ck_assert_int_le(feecontrol_due(&fee), ok);
    fee_tick(ok);
    fee_balance(-208, ok + 2);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_READY);
    fee_order(FEE_OUT, ORDER_CUT, 10, RESULT_NONE, ok + 4);
    fee_order(FEE_OUT, ORDER_CUT, 10, RESULT_OK, ok + MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT);
    ck_assert_uint_eq(fee.failures->held.codes.count, 0);
    unsigned checks = bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING);
    fee_tick(BENCH_MIDNIGHT + 3 * MS_DAY); /* the person has nothing to look at */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING), checks);
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
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REQUEST).ref, fee_open(FEE_OUT).strategy);
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
    tcase_add_test(tcase, ten_thousand_failures_are_all_held);
    tcase_add_test(tcase, past_outcomes_leave_memory);
    tcase_add_test(tcase, what_is_no_outcome);
    tcase_add_test(tcase, escalation_waits_for_the_window);
    tcase_add_loop_test(tcase, window_is_that_of_the_policy, 0, 2);
    tcase_add_test(tcase, person_repeats_what_is_held);
    tcase_add_test(tcase, success_lets_what_is_held_go_on);
    tcase_add_test(tcase, repeat_then_escalation);
    tcase_add_test(tcase, paid_before_the_repeat);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(common_cause_suite)
