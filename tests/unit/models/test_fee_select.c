/* Who is computed on a day (R-02, P-CAL-09): 8 kWh a day at 0.52 CNY, reminder 50.00. */
#include "models/feecontrol/fee_parts.h"
#include "tests/unit/models/fee_bench.h"

#define ONE 2
static const uint32_t means[] = {800};

static void setup(void)
{
    fee_setup();
    fee.config.selects = true;
    fee.config.selection_days = 10;
    fee.config.means = means;
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
        registers[i] = FEE_MISSING;
}

/* 50.00 for the reminder, 41.60 for ten days, 4.16 for the day since, 0.01 for rounding. {money,
 * days of the rule, state, register, he is computed} */
static const struct {
    int32_t money;
    uint32_t days;
    uint8_t state;
    uint32_t value;
    bool is_computed;
} chosen[] = {{5000 + 4160 + 416, 10, FEE_NORMAL, 800, true},
              {5000 + 4160 + 417, 10, FEE_NORMAL, 800, false},
              {5000 + 416, 0, FEE_NORMAL, 800, true},
              {5000 + 417, 0, FEE_NORMAL, 800, false},
              {90000, 10, FEE_WARNED, 800, true},
              {90000, 10, FEE_CUT, 800, true},
              {5000 + 4160 + 417, 10, FEE_NORMAL, 802, true}, /* used more than his mean */
              {90000, 10, FEE_NORMAL, 2000000, true}};

START_TEST(who_is_near_an_amount)
{
    fee.config.selection_days = chosen[_i].days;
    fee.customers[ONE].balance = fee.customers[ONE].available = chosen[_i].money;
    fee.customers[ONE].state = chosen[_i].state;
    registers[ONE] = chosen[_i].value;
    fee_run(0, 0);
    ck_assert_uint_eq(fee.calculated, chosen[_i].is_computed);
    ck_assert_int_eq(bench_last(bench, MSG_CALCULATE).value, chosen[_i].is_computed);
}
END_TEST

/* The highest amount counts: here the overdraft, 60.00, above the warning. */
START_TEST(highest_amount_counts)
{
    policy.overdraft = _i ? 6000 : 0;
    fee.customers[ONE].balance = fee.customers[ONE].available = 6000 + 4160 + 416;
    registers[ONE] = 800;
    fee_run(0, 0);
    ck_assert_uint_eq(fee.calculated, (unsigned)_i);
}
END_TEST

/* TR-8: whoever was computed before a change of prices is computed with its register. */
START_TEST(nobody_is_left_out_over_a_change_of_prices)
{
    const int32_t turns[] = {BENCH_DAY + (_i ? 1 : 0)};
    fee.config.turns = turns;
    fee.config.turn_count = 1;
    fee.customers[ONE].balance = fee.customers[ONE].available = 90000;
    registers[ONE] = 800;
    fee_run(0, 0);
    ck_assert_uint_eq(fee.calculated, _i == 0);
}
END_TEST

/* a register that was there when he last had a result is none. {days without, days before,
 * is a result} */
static const struct {
    uint8_t missing, age;
    bool is_result;
} newer[] = {{0, 0, true}, {0, 1, false}, {1, 1, true}, {2, 1, true}, {2, 3, false}};

START_TEST(old_register_is_no_result)
{
    uint32_t values[FEE_CUSTOMERS];
    uint8_t ages[FEE_CUSTOMERS];
    struct fee_run run = {.day = BENCH_DAY, .until = BENCH_DAY, .values = values, .ages = ages};
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
        ages[i] = FEE_NO_REGISTER;
    values[ONE] = 800;
    ages[ONE] = newer[_i].age;
    fee.customers[ONE].balance = fee.customers[ONE].available = 50000;
    fee.customers[ONE].missing_days = newer[_i].missing;
    fee.customers[ONE].flags = 0;
    ck_assert_int_eq(fee_select(&fee, &run), 1);
    ck_assert_uint_eq(ages[ONE], FEE_NO_REGISTER);
    ck_assert_int_eq((fee.customers[ONE].flags & FEE_RESULT) != 0, newer[_i].is_result);
}
END_TEST

/* nobody waits for a result of who is left out. A register below the last one is looked
 * at. */
START_TEST(left_out_is_no_exception)
{
    policy.exception_after_days = 1;
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
        registers[i] = 800;
    fee.customers[FEE_OUT].balance = 50000;
    fee.customers[FEE_OUT].available = 50000;
    for (int32_t day = 0; day < 3; day++)
        fee_day(day);
    ck_assert_uint_eq(fee.calculated, 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 0);
    fee.customers[ONE].reading = 801;
    fee_day(3);
    ck_assert_uint_eq(fee.rejected, 2);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 1);
}
END_TEST

/* S-03: on every day everybody is decided about as in a calculation of all: each has four days more
 * than the one before; in the end nearly all are below the warning. */
START_TEST(decisions_are_those_of_all)
{
    uint8_t states[2][12][FEE_CUSTOMERS];
    unsigned computed[2] = {0, 0};
    for (unsigned selects = 0; selects < 2; selects++) {
        if (selects)
            fee_teardown(), setup();
        fee.config.selects = selects;
        for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
            fee.customers[i].balance = fee.customers[i].available =
                (int32_t)(3000 + i * 4 * 416 + i);
        for (int32_t day = 0; day < 12; day++) {
            for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
                registers[i] = 800 * (uint32_t)day + i;
            fee_day(day);
            for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
                states[selects][day][i] = (uint8_t)fee_state(i);
        }
        computed[selects] = fee.calculated;
    }
    ck_assert_mem_eq(states[0], states[1], sizeof states[0]);
    ck_assert_uint_eq(computed[0], 12 * FEE_CUSTOMERS);
    ck_assert_uint_lt(computed[1], 12 * FEE_CUSTOMERS);
}
END_TEST

/* R-81, CQ-12: whoever comes into the next tier, 2,400 kWh a year, is computed on that day, however
 * much money he has, if he is to be told. 2,396.00 are counted. {register, told, is computed} */
static const struct {
    uint32_t value;
    bool is_told, is_computed;
} tiers[] = {{400, true, false}, {401, true, true}, {401, false, false}, {800, true, true}};

START_TEST(next_tier_is_not_left_out)
{
    const struct tariff_version cq = {.from = BENCH_MIDNIGHT - 700 * MS_DAY,
                                      .months = TARIFF_ALL_YEAR,
                                      .period = TARIFF_ANNUAL,
                                      .limit = {240000, 480000},
                                      .base = {520000}};
    struct tariff_plan plan;
    uint32_t values[FEE_CUSTOMERS] = {0};
    uint8_t ages[FEE_CUSTOMERS];
    struct fee_run run = {.until = BENCH_DAY, .values = values, .ages = ages};
    ck_assert_int_eq(tariff_plan_init(&plan, &cq, 1, 0, false, BENCH_DAY - 1, BENCH_DAY + 9),
                     FK_OK);
    fee.config.plans = &plan;
    fee.accounts = calloc(FEE_CUSTOMERS, sizeof *fee.accounts);
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++) {
        tariff_account_init(&fee.accounts[i], &plan, BENCH_DAY - 1);
        ages[i] = FEE_NO_REGISTER;
    }
    policy.tell_tier = tiers[_i].is_told;
    fee.accounts[ONE].counted = 239600;
    values[ONE] = tiers[_i].value;
    ages[ONE] = 0;
    ck_assert_int_eq(fee_select(&fee, &run), !tiers[_i].is_computed);
    ck_assert_uint_eq(ages[ONE] != FEE_NO_REGISTER, tiers[_i].is_computed);
    tariff_plan_fini(&plan);
}
END_TEST

static Suite *fee_select_suite(void)
{
    Suite *suite = suite_create("fee_select");
    TCase *tcase = tcase_create("selection");
    tcase_add_checked_fixture(tcase, setup, fee_teardown);
    tcase_add_loop_test(tcase, who_is_near_an_amount, 0, 8);
    tcase_add_loop_test(tcase, highest_amount_counts, 0, 2);
    tcase_add_loop_test(tcase, nobody_is_left_out_over_a_change_of_prices, 0, 2);
    tcase_add_loop_test(tcase, next_tier_is_not_left_out, 0, 4);
    tcase_add_loop_test(tcase, old_register_is_no_result, 0, 5);
    tcase_add_test(tcase, left_out_is_no_exception);
    tcase_add_test(tcase, decisions_are_those_of_all);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_select_suite)
