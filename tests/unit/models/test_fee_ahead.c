/* who has no register is told by an estimate that is carried on: 8 kWh a day at 0.52 CNY,
 * reminder 50.00, warning 30.00. */
#include "models/feecontrol/fee_parts.h"
#include "tests/unit/models/fee_bench.h"

#define ONE 2
static const uint32_t means[] = {800};

static void setup(void)
{
    fee_setup();
    fee.config.extrapolates = true;
    fee.config.means = means;
    fee.customers[FEE_OUT].balance = fee.customers[FEE_OUT].available = 50000;
    registers[ONE] = FEE_MISSING;
}

static unsigned messages(void)
{
    return bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_MARKETING);
}

static void have(int32_t fen)
{
    fee.customers[ONE].balance = fee.customers[ONE].available = fen;
}

static void register_is(int32_t day, uint32_t value)
{
    registers[ONE] = value;
    fee_run(day, 0);
}

static void delivered(int32_t day)
{
    fee_sms(ONE, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + day * MS_DAY + 11 * MS_HOUR);
}

static void pay(int32_t balance)
{
    fee_handle(
        (struct message){.type = MSG_RECEIPT, .customer = ONE, .attempt = 1, .value = balance},
        BENCH_MIDNIGHT + 12 * MS_HOUR);
}

/* A day is 4.16. {available by the register, what he is told, of how much} */
static const struct {
    int32_t available;
    int kind; /* < 0: nothing */
    int32_t told;
} ahead[] = {{5416, -1, 0},
             {5415, SMS_REMINDER, 4999},
             {3417, SMS_REMINDER, 3001},
             {3416, SMS_WARNING, 3000},
             {415, SMS_WARNING, -1}};

START_TEST(told_by_a_day_of_mean_use)
{
    have(ahead[_i].available);
    fee_run(0, 0);
    ck_assert_uint_eq(messages(), 0); /* his register may still come */
    fee_run(0, 1);
    ck_assert_uint_eq(messages(), ahead[_i].kind >= 0);
    if (ahead[_i].kind >= 0) {
        ck_assert_int_eq(bench_last(bench, MSG_SMS_REQUEST).kind, ahead[_i].kind);
        ck_assert_int_eq(bench_last(bench, MSG_SMS_REQUEST).value, ahead[_i].told);
    }
    ck_assert_uint_eq(fee_state(ONE), ahead[_i].kind >= 0 ? FEE_REMINDED : FEE_NORMAL);
    ck_assert_int_eq(fee.customers[ONE].available, ahead[_i].available); /* INV-02 */
}
END_TEST

START_TEST(frozen_without_the_policy)
{
    fee.config.extrapolates = false;
    have(415);
    fee.customers[ONE].state = FEE_NORMAL;
    fee_day(0);
    fee_day(1);
    ck_assert_uint_eq(messages(), 0);
}
END_TEST

/* Day 0 tells him, and nobody tells him again. */
static void to_told(int32_t available)
{
    have(available);
    fee_day(0);
    delivered(0);
    ck_assert_uint_eq(fee_state(ONE), FEE_REMINDED); /* R-11 looks at his register */
    fee_day(1);
    ck_assert_uint_eq(messages(), 1);
}

/* The register of day 2 confirms the warning or refutes it. {available on day 0, register of day 2,
 * state then, messages in all} */
static const struct {
    int32_t available;
    uint32_t value;
    uint8_t state;
    unsigned messages;
} confirmed[] = {{3416, 1600, FEE_WARNED, 1},  /* 25.84 */
                 {3416, 800, FEE_WARNED, 1},   /* 30.00 */
                 {3416, 799, FEE_REMINDED, 1}, /* 30.01 */
                 {5415 - 2000, 0, FEE_REMINDED, 1},
                 {3416, 6571, FEE_NOTICE, 2},  /* -0.01: warned, and so cut */
                 {3416, 6570, FEE_WARNED, 1}}; /* 0.00 */

START_TEST(a_register_confirms)
{
    to_told(confirmed[_i].available);
    register_is(2, confirmed[_i].value);
    ck_assert_uint_eq(fee_state(ONE), confirmed[_i].state);
    ck_assert_uint_eq(messages(), confirmed[_i].messages);
    ck_assert_uint_eq(fee.customers[ONE].told, 0);
}
END_TEST

/* INV-04: five days of debt by the estimate, and no cut. */
START_TEST(debt_by_an_estimate_cuts_nobody)
{
    have(415);
    fee_day(0);
    delivered(0);
    ck_assert_uint_eq(fee_state(ONE), FEE_WARNED);
    for (int32_t day = 1; day <= 5; day++)
        fee_day(day);
    ck_assert_uint_eq(fee_state(ONE), FEE_WARNED);
    ck_assert_uint_eq(messages(), 1);
}
END_TEST

/* The receipt did not come before the register: no cut then. */
START_TEST(not_delivered_is_not_warned)
{
    have(415);
    fee_day(0);
    register_is(1, 1600);
    ck_assert_uint_eq(fee_state(ONE), FEE_REMINDED);
    ck_assert_uint_eq(messages(), 1);
    delivered(1);
    ck_assert_uint_eq(fee_state(ONE), FEE_WARNED);
}
END_TEST

/* A warning that was lost goes out again with the next calculation. */
START_TEST(lost_warning_is_repeated)
{
    have(3416);
    fee_day(0);
    fee_sms(ONE, SMS_WARNING, SMS_UNDELIVERED, BENCH_MIDNIGHT + 11 * MS_HOUR);
    fee_day(1);
    ck_assert_uint_eq(messages(), 2);
}
END_TEST

/* two days of mean use are 8.32. {balance after the payment, state, still told ahead} */
static const struct {
    int32_t balance;
    uint8_t state;
    bool is_ahead;
} paid[] = {{3832, FEE_REMINDED, true},  /* 30.00 by the estimate */
            {3833, FEE_REMINDED, false}, /* 30.01 */
            {5831, FEE_REMINDED, false}, /* 49.99 */
            {5832, FEE_NORMAL, false}};  /* 50.00 */

START_TEST(money_counts_less_what_is_carried_on)
{
    to_told(3416);
    pay(paid[_i].balance);
    ck_assert_uint_eq(fee_state(ONE), paid[_i].state);
    ck_assert_uint_eq(fee.customers[ONE].told, paid[_i].is_ahead ? FEE_TOLD_AHEAD : 0);
}
END_TEST

/* Money does not stand for the receipt of his warning. */
START_TEST(not_told_by_paying)
{
    have(3400);
    fee_day(0);
    pay(3416);
    ck_assert_uint_eq(fee_state(ONE), FEE_REMINDED);
    ck_assert_uint_eq(fee.customers[ONE].told, 0);
}
END_TEST

/* Whom a register had warned stays told when his money suffices by the old register alone. */
START_TEST(warned_stays_told)
{
    have(2000);
    fee.customers[ONE].state = FEE_WARNED;
    fee_day(0);
    pay(3416);
    ck_assert_uint_eq(fee_state(ONE), FEE_REMINDED);
    fee_day(1);
    ck_assert_uint_eq(messages(), 0);
    register_is(2, 100); /* 33.64 */
    ck_assert_uint_eq(fee_state(ONE), FEE_REMINDED);
    ck_assert_uint_eq(fee.customers[ONE].told, 0);
}
END_TEST

/* Without receipts the message counts as soon as it is sent, by the register alone. */
START_TEST(without_receipts)
{
    policy.receipt_needed = false;
    have(_i ? 3000 : 3416);
    fee_day(0);
    ck_assert_uint_eq(fee_state(ONE), _i ? FEE_WARNED : FEE_REMINDED);
    ck_assert_uint_eq(fee.customers[ONE].told, _i ? 0 : FEE_TOLD_AHEAD);
}
END_TEST

/* what was told before does not count for who has a payment taken back. */
START_TEST(reversal_tells_anew)
{
    to_told(3416);
    fee_handle(
        (struct message){
            .type = MSG_RECEIPT, .kind = 1, .customer = ONE, .attempt = 1, .value = 3000},
        BENCH_MIDNIGHT + 12 * MS_HOUR);
    ck_assert_uint_eq(messages(), 2);
    ck_assert_uint_eq(fee.customers[ONE].told, 0);
}
END_TEST

/* CQ-10: whom a person dunns is not told by an estimate; nor who waits for his settled reading. */
START_TEST(left_alone)
{
    have(415);
    policy.is_reminding_manual = _i == 0;
    if (_i == 1)
        fee.customers[ONE].state = FEE_CLOSE_ALLOWED;
    if (_i == 2)
        fee.config.means = NULL;
    fee_day(0);
    ck_assert_uint_eq(messages(), 0);
}
END_TEST

static Suite *fee_ahead_suite(void)
{
    Suite *suite = suite_create("fee_ahead");
    TCase *tcase = tcase_create("carried on");
    tcase_add_checked_fixture(tcase, setup, fee_teardown);
    tcase_add_loop_test(tcase, told_by_a_day_of_mean_use, 0, 5);
    tcase_add_test(tcase, frozen_without_the_policy);
    tcase_add_loop_test(tcase, a_register_confirms, 0, 6);
    tcase_add_test(tcase, debt_by_an_estimate_cuts_nobody);
    tcase_add_test(tcase, not_delivered_is_not_warned);
    tcase_add_test(tcase, lost_warning_is_repeated);
    tcase_add_loop_test(tcase, money_counts_less_what_is_carried_on, 0, 4);
    tcase_add_test(tcase, not_told_by_paying);
    tcase_add_test(tcase, warned_stays_told);
    tcase_add_loop_test(tcase, without_receipts, 0, 2);
    tcase_add_test(tcase, reversal_tells_anew);
    tcase_add_loop_test(tcase, left_alone, 0, 3);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_ahead_suite)
