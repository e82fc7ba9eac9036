/* What fee control keeps of a customer: a case only while something goes on, money that is never
 * wrapped, policy and tariff by his segment. */
#include "tests/unit/models/fee_bench.h"
#include <stdlib.h>

/* Only who has something going on has a case: from the cut strategy to the cut, and while a restore
 * is under way. A quarter of a year of cuts needs no more room than one. */
START_TEST(cases_are_closed_when_nothing_is_open)
{
    fee_to_cut_sent();
    for (uint32_t round = 0; round < 90; round++) {
        ms_t now = FEE_CHECK_AT + (1 + round) * MS_HOUR;
        ck_assert_ptr_nonnull(slots_find(&fee.cases, FEE_OUT));
        fee_order(FEE_OUT, ORDER_CUT, 9 + 2 * round, RESULT_OK, now);
        ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT);
        ck_assert_ptr_null(slots_find(&fee.cases, FEE_OUT));
        fee_handle((struct message){.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 50000}, now);
        ck_assert_ptr_nonnull(slots_find(&fee.cases, FEE_OUT));
        fee_order(FEE_OUT, ORDER_RESTORE, 10 + 2 * round, RESULT_NONE, now + 1);
        fee_order(FEE_OUT, ORDER_RESTORE, 10 + 2 * round, RESULT_OK, now + 2);
        ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NORMAL);
        ck_assert_ptr_null(slots_find(&fee.cases, FEE_OUT));
        fee.customers[FEE_OUT].state = FEE_READY; /* the next cut, its order being made */
        fee.customers[FEE_OUT].available = -208;
        fee_order(FEE_OUT, ORDER_CUT, 11 + 2 * round, RESULT_NONE, now + 3);
        bench_clear(bench);
    }
    ck_assert_uint_eq(fee.cases.count, 1);
}
END_TEST

/* Balances are kept in 32 bits: one that they do not hold is refused and not wrapped, and the one
 * before it stays, {balance, what handling it gives}. */
static const struct {
    fen_t balance;
    int err;
} balances[] = {{INT32_MAX, FK_OK},
                {INT32_MAX + INT64_C(1), FK_E_RANGE},
                {INT32_MIN, FK_OK},
                {INT32_MIN - INT64_C(1), FK_E_RANGE},
                {INT64_C(1) << 32, FK_E_RANGE}};

START_TEST(balance_is_never_wrapped)
{
    struct message receipt = {.type = MSG_RECEIPT, .value = balances[_i].balance};
    ck_assert_int_eq(feecontrol_handle(&fee, &receipt, BENCH_MIDNIGHT), balances[_i].err);
    fen_t kept = balances[_i].err == FK_OK ? balances[_i].balance : 50000;
    ck_assert_int_eq(fee.customers[0].balance, kept);
    ck_assert_int_eq(fee.customers[0].available, kept);
}
END_TEST

/* The same for what is left of a balance: 8 kWh at 0.52 are 416 fen. */
START_TEST(available_is_never_wrapped)
{
    struct message receipt = {.type = MSG_RECEIPT, .value = INT32_MIN + 415 + _i};
    fee.customers[0].reading = 800;
    ck_assert_int_eq(feecontrol_handle(&fee, &receipt, BENCH_MIDNIGHT), _i ? FK_OK : FK_E_RANGE);
    ck_assert_int_eq(fee.customers[0].available, _i ? INT32_MIN : 50000);
}
END_TEST

/* Policy and tariff are those of a customer's segment: of two with 500 CNY who have used 8 kWh, the
 * one in segment 1 pays 25 CNY a kWh and is warned at 320 CNY; one day without a result makes an
 * exception order for him. */
START_TEST(segment_says_policy_and_tariff)
{
    prices[1] = 25000000;
    policies[1].warning = 32000;
    policies[1].exception_after_days = 1;
    bench_segments()->of[4] = 1;
    registers[3] = registers[4] = 800;
    fee_day(0);
    ck_assert_int_eq(fee.customers[3].available, 50000 - 416);
    ck_assert_int_eq(fee.customers[4].available, 50000 - 20000);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).customer, 4);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).kind, SMS_WARNING);
    fee_handle((struct message){.type = MSG_RECEIPT, .customer = 4, .value = 19999},
               BENCH_MIDNIGHT + 9 * MS_HOUR);
    ck_assert_int_eq(fee.customers[4].available, -1);
    registers[3] = registers[4] = FEE_MISSING;
    bench_clear(bench);
    fee_day(1); /* nobody else is out of patience on the first day */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REQUEST).customer, 4);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REQUEST).kind, ORDER_EXCEPTION);
}
END_TEST

/* Customers 0 and 1 with a tariff of versions: 0.52 before BENCH_DAY + 1, 1.04 from then on. The
 * register of the turn is in the file: 8 kWh before and 7 after it are 11.44. Customer 1 has none
 * there: of 13.50 kWh in three days two thirds are before it, 9.00 x 0.52 + 4.50 x 1.04 = 9.36.
 * The new version has tiers up to 3.00 and 4.50 kWh at the same price: customer 0 comes into tier
 * 3 of it, customer 1 into tier 2, and both are told once, by a version that is loaded late
 * when it is. */
static int plan_registers(void *context, uint32_t file, int32_t until, struct fee_run *run)
{
    const uint32_t *newest = context;
    (void)file;
    ck_assert_int_eq(until, BENCH_DAY + 2);
    run->room = malloc(FEE_CUSTOMERS * (TARIFF_COLUMNS * sizeof *run->values + 1));
    if (!run->room)
        return FK_E_MEMORY;
    uint32_t *values = run->values = run->room;
    run->ages = (uint8_t *)(values + TARIFF_COLUMNS * FEE_CUSTOMERS);
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++) {
        values[i] = newest[i];
        values[TARIFF_TURN * FEE_CUSTOMERS + i] = i == 0 ? 800 : TARIFF_NO_REGISTER;
        values[TARIFF_NEWEST_PEAK * FEE_CUSTOMERS + i] = 0;
        values[TARIFF_TURN_PEAK * FEE_CUSTOMERS + i] = 0;
        run->ages[i] = 0;
    }
    return FK_OK;
}

static unsigned told_of_tier(void)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->sent_count; i++) {
        const struct message *sent = &bench->sent[i].message;
        n += sent->type == MSG_SMS_REQUEST && sent->kind == SMS_TIER && sent->ref == 0;
    }
    return n;
}

START_TEST(versions_of_a_tariff)
{
    const int32_t turns[] = {BENCH_DAY + 1};
    struct tariff_version versions[2] = {{.months = TARIFF_ALL_YEAR, .base = {520000}}};
    struct tariff_plan plan, stale = {0};
    versions[1] = versions[0];
    versions[1].base[TARIFF_SINGLE] = 1040000;
    versions[1].from = BENCH_MIDNIGHT + MS_DAY;
    versions[1].period = TARIFF_ANNUAL;
    versions[1].limit[0] = 300;
    versions[1].limit[1] = 450;
    policies[0].tell_tier = true;
    ck_assert_int_eq(tariff_plan_init(&plan, versions, 2, 0, false, BENCH_DAY, BENCH_DAY + 9),
                     FK_OK);
    fee.config.plans = &plan;
    fee.config.turns = turns;
    fee.config.turn_count = 1;
    fee.accounts = calloc(FEE_CUSTOMERS, sizeof *fee.accounts);
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
        tariff_account_init(&fee.accounts[i], &plan, BENCH_DAY - 1);
    fee.registers = plan_registers;
    registers[0] = 1500;
    registers[1] = 1350;
    if (_i == 1) { /* S-40: known from D2 09:00 on: 15.00 and 13.50 x 0.52 until then */
        ck_assert_int_eq(tariff_plan_init(&stale, versions, 1, 0, false, BENCH_DAY, BENCH_DAY + 9),
                         FK_OK);
        fee.config.stale_plans = &stale;
        fee.loaded = BENCH_MIDNIGHT + 57 * MS_HOUR;
        fee.stale = calloc(FEE_CUSTOMERS, sizeof *fee.stale);
        for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
            tariff_account_init(&fee.stale[i], &stale, BENCH_DAY - 1);
    }
    fee_day(2);
    if (_i == 1) {
        ck_assert_uint_eq(told_of_tier(), 0);
        ck_assert_int_eq(fee.customers[0].available, 50000 - 780);
        ck_assert_int_eq(fee.customers[1].available, -208 - 702);
        ck_assert_int_le(feecontrol_due(&fee), fee.loaded);
        ck_assert_int_eq(feecontrol_tick(&fee, fee.loaded), FK_OK);
        ck_assert_ptr_null(fee.stale);
    }
    ck_assert_uint_eq(told_of_tier(), 2);
    ck_assert_int_eq(fee.customers[0].available, 50000 - 1144);
    ck_assert_int_eq(fee.customers[1].available, -208 - 936);
    fee_handle((struct message){.type = MSG_RECEIPT, .customer = 0, .value = 60000},
               BENCH_MIDNIGHT + 57 * MS_HOUR);
    ck_assert_int_eq(fee.customers[0].available, 60000 - 1144);
    tariff_plan_fini(&plan);
    tariff_plan_fini(&stale);
}
END_TEST

/* The same without accounts, where one price list with tiers counts all the time: 3.00 kWh of tier
 * 1, 1.50 of tier 2. Customer 0 comes into tier 3, customer 1 stays in tier 2 and is not told again
 * (R-81). */
START_TEST(versions_that_are_even)
{
    struct tariff_version version = {.months = TARIFF_ALL_YEAR,
                                     .period = TARIFF_ANNUAL,
                                     .limit = {300, 450},
                                     .base = {520000},
                                     .surcharge = {{50000}, {300000}}};
    struct tariff_plan plan;
    policies[0].tell_tier = true;
    ck_assert_int_eq(tariff_plan_init(&plan, &version, 1, 0, false, BENCH_DAY, BENCH_DAY + 9),
                     FK_OK);
    fee.config.plans = &plan;
    fee.config.is_even = true;
    fee.customers[1].reading = 301;
    registers[0] = 600;
    registers[1] = 400;
    fee_day(2);
    ck_assert_uint_eq(told_of_tier(), 1);
    ck_assert_int_eq(fee.customers[0].available, 50000 - 365); /* 3.12 + 0.075 + 0.45 */
    ck_assert_int_eq(fee.customers[1].available, -208 - 213);
    fee_handle((struct message){.type = MSG_RECEIPT, .customer = 0, .value = 60000},
               BENCH_MIDNIGHT + 57 * MS_HOUR);
    ck_assert_int_eq(fee.customers[0].available, 60000 - 365);
    tariff_plan_fini(&plan);
}
END_TEST

/* the bill is out of the balance and out of the estimate, also one to a register that the
 * calculation has not seen (8 kWh more), and one that a later bill corrects. What is available
 * stays; more of it ends a pending cut as a posting does. */
START_TEST(estimate_begins_at_the_settled_reading)
{
    struct fee_customer *c = &fee.customers[3];
    struct message settled = {.type = MSG_SETTLED, .customer = 3, .id = (uint32_t)BENCH_DAY + 1};
    c->balance = 10000;
    registers[3] = 2400;
    fee_run(1, 0);
    ck_assert_int_eq(c->available, 10000 - 1248);
    settled.ref = 2400;
    settled.value = 10000 - 1248;
    settled.attempt = (uint8_t)(c->postings + 1);
    fee_handle(settled, BENCH_MIDNIGHT + 30 * MS_HOUR);
    ck_assert_uint_eq(c->settled, 2400);
    ck_assert_int_eq(c->balance, 10000 - 1248);
    ck_assert_int_eq(c->available, 10000 - 1248);
    settled.ref = 3200;
    settled.value = 10000 - 1664;
    settled.attempt++;
    fee_handle(settled, BENCH_MIDNIGHT + 30 * MS_HOUR);
    ck_assert_int_eq(c->available, 10000 - 1248);
    settled.ref = 1600;
    settled.value = 10000 - 832;
    settled.attempt++;
    fee_handle(settled, BENCH_MIDNIGHT + 30 * MS_HOUR);
    ck_assert_int_eq(c->available, 10000 - 1248);
    ck_assert_uint_eq(c->state, FEE_NORMAL);
    c->state = FEE_WARNED;
    settled.value = 20000;
    settled.attempt++;
    fee_handle(settled, BENCH_MIDNIGHT + 30 * MS_HOUR);
    ck_assert_uint_eq(c->state, FEE_NORMAL);
}
END_TEST

/* The same by versions of a tariff, 0.50 up to 20 kWh of the year and 0.10 more behind them: what
 * is settled is behind the register that was computed with (12 kWh), and puts him into tier 2, of
 * which he is told once. The two messages may come in either order. */
START_TEST(settled_reading_of_versions)
{
    struct tariff_version version = {.months = TARIFF_ALL_YEAR,
                                     .base = {500000},
                                     .period = TARIFF_ANNUAL,
                                     .limit = {2000, 4500},
                                     .surcharge = {{100000}, {300000}}};
    struct tariff_plan plan;
    struct fee_customer *c = &fee.customers[0];
    struct message counted = {.type = MSG_COUNTED, .id = (uint32_t)BENCH_DAY + 3, .value = 2900};
    struct message settled = {.type = MSG_SETTLED,
                              .id = (uint32_t)BENCH_DAY + 3,
                              .ref = 2400,
                              .attempt = (uint8_t)(c->postings + 1),
                              .value = 48800};
    ms_t at = BENCH_MIDNIGHT + 56 * MS_HOUR;
    ck_assert_int_eq(feecontrol_handle(&fee, &counted, at), FK_E_ARG); /* a flat price */
    policies[0].tell_tier = true;
    ck_assert_int_eq(tariff_plan_init(&plan, &version, 1, 0, false, BENCH_DAY, BENCH_DAY + 9),
                     FK_OK);
    fee.config.plans = &plan;
    fee.accounts = calloc(FEE_CUSTOMERS, sizeof *fee.accounts);
    fee.counted = calloc(FEE_CUSTOMERS, sizeof *fee.counted);
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
        tariff_account_init(&fee.accounts[i], &plan, BENCH_DAY - 1);
    fee.registers = plan_registers;
    registers[0] = 1200;
    fee_run(2, 0);
    ck_assert_int_eq(c->available, 50000 - 600);
    c->state = FEE_WARNED;
    fee_handle(_i == 0 ? counted : settled, at);
    ck_assert_int_eq(c->available, (_i == 0 ? 50000 : 48800) - 600);
    ck_assert_uint_eq(c->state, FEE_WARNED); /* with half of a bill nobody is judged */
    ck_assert_uint_eq(told_of_tier(), 0);
    fee_handle(_i == 0 ? settled : counted, at);
    ck_assert_int_eq(c->available, 48800);
    ck_assert_uint_eq(c->state, FEE_NORMAL);
    ck_assert_uint_eq(told_of_tier(), 1);
    registers[0] = 1300; /* what comes late is before the settled reading */
    fee_run(2, 1);
    registers[0] = 2400; /* also of whom nothing was used since */
    fee_run(2, 1);
    ck_assert_int_eq(fee.accounts[0].day, BENCH_DAY + 3);
    ck_assert_int_eq(c->available, 48800);
    ck_assert_uint_eq(told_of_tier(), 1);
    tariff_plan_fini(&plan);
}
END_TEST

static Suite *fee_records_suite(void)
{
    Suite *suite = suite_create("fee_records");
    TCase *tcase = tcase_create("records");
    tcase_add_checked_fixture(tcase, fee_setup, fee_teardown);
    tcase_add_test(tcase, cases_are_closed_when_nothing_is_open);
    tcase_add_test(tcase, estimate_begins_at_the_settled_reading);
    tcase_add_test(tcase, segment_says_policy_and_tariff);
    tcase_add_loop_test(tcase, versions_of_a_tariff, 0, 2);
    tcase_add_test(tcase, versions_that_are_even);
    tcase_add_loop_test(tcase, settled_reading_of_versions, 0, 2);
    tcase_add_loop_test(tcase, balance_is_never_wrapped, 0,
                        (int)(sizeof balances / sizeof balances[0]));
    tcase_add_loop_test(tcase, available_is_never_wrapped, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_records_suite)
