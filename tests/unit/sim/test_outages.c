/* Faults that come again: times to failure and to repair of each target (P-PLC-04, P-CNC-01). */
#include "sim/scenario/outages.h"
#include "tests/unit/fk_check.h"

#define DAY(n) ((ms_t)(n)*MS_DAY)

static struct scenario_fault fault;
static struct sim_scenario scenario;

static void setup(void)
{
    fault = (struct scenario_fault){.from = DAY(10),
                                    .to = DAY(100),
                                    .every = chance_const(DAY(20)),
                                    .lasts = chance_const(DAY(4))};
    scenario = (struct sim_scenario){.seed = 1, .faults = &fault, .fault_count = 1};
}

/* D10 + 20 = D30 to D34, D54 to D58, D78 to D82; D102 is after the end. */
START_TEST(comes_again_until_the_end)
{
    struct outage outage = {0};
    for (unsigned i = 0; i < 3; i++) {
        ck_assert(outage_next(&scenario, 0, 7, &outage));
        ck_assert_int_eq(outage.from, DAY(30 + 24 * (int)i));
        ck_assert_int_eq(outage.to, outage.from + DAY(4));
    }
    ck_assert(!outage_next(&scenario, 0, 7, &outage));
    ck_assert(outages_are_drawn(&fault));
    fault.every.count = 0;
    ck_assert(!outages_are_drawn(&fault));
}
END_TEST

/* All are down at the start, and none stays longer than the fault. */
START_TEST(may_be_there_from_the_start)
{
    struct outage outage = {0};
    fault.down = 1000000;
    fault.to = DAY(36);
    ck_assert(outage_next(&scenario, 0, 7, &outage));
    ck_assert_int_eq(outage.from, DAY(10));
    ck_assert_int_eq(outage.to, DAY(14));
    ck_assert(outage_next(&scenario, 0, 7, &outage));
    ck_assert_int_eq(outage.from, DAY(34));
    ck_assert_int_eq(outage.to, DAY(36));
    ck_assert(!outage_next(&scenario, 0, 7, &outage));
}
END_TEST

/* A time of 0 would never get on: it takes a millisecond. */
START_TEST(always_gets_on)
{
    struct outage outage = {0};
    fault.every = fault.lasts = chance_const(0);
    ck_assert(outage_next(&scenario, 0, 7, &outage));
    ck_assert_int_eq(outage.from, DAY(10) + 1);
    ck_assert_int_eq(outage.to, DAY(10) + 2);
}
END_TEST

/* Down D30 to D34, D54 to D58, D78 to D82, and else up; without `every` from D10 to D100. */
START_TEST(holds_while_it_is_down)
{
    static const struct {
        int day;
        bool is_down, is_there;
    } days[] = {{9, false, false}, {10, false, true}, {29, false, true}, {30, true, true},
                {33, true, true},  {34, false, true}, {57, true, true},  {58, false, true},
                {81, true, true},  {82, false, true}, {99, false, true}, {100, false, false}};
    for (unsigned i = 0; i < sizeof days / sizeof days[0]; i++)
        ck_assert(outage_holds(&scenario, 0, OUTAGES_CENTRE, DAY(days[i].day)) == days[i].is_down);
    fault.every.count = 0;
    for (unsigned i = 0; i < sizeof days / sizeof days[0]; i++)
        ck_assert(outage_holds(&scenario, 0, OUTAGES_CENTRE, DAY(days[i].day)) == days[i].is_there);
}
END_TEST

/* Down D30 to D34 and D54 to D58 by the first fault, D33 to D36 by the second, up else; a fault of
 * another kind counts not. {begun, work, done}, days. */
START_TEST(work_stands_still)
{
    static const int rows[][3] = {{10, 5, 15}, {28, 2, 30},  {28, 3, 37},  {30, 0, 36}, {31, 4, 40},
                                  {36, 1, 37}, {29, 20, 59}, {99, 1, 100}, {53, 2, 59}};
    struct scenario_fault faults[] = {
        fault,
        {.kind = FAULT_SMS_DOWN, .from = DAY(11), .to = DAY(90)},
        {.kind = FAULT_CALCULATION_DOWN, .from = DAY(33), .to = DAY(36)}};
    faults[0].kind = FAULT_CALCULATION_DOWN;
    faults[0].to = DAY(60);
    scenario.faults = faults;
    scenario.fault_count = 3;
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_int_eq(
            outages_stretch(&scenario, FAULT_CALCULATION_DOWN, DAY(rows[i][0]), DAY(rows[i][1])),
            DAY(rows[i][2]));
}
END_TEST

/* exp(99 d) up and exp(1 d) down, 1 % down at the start: on any day 1 % of 20,000 are down, 200,
 * three sigma 42; other targets at other times. */
START_TEST(share_that_is_down_stays)
{
    unsigned down[3] = {0};
    fault.every = chance_const(DAY(99));
    fault.lasts = chance_const(DAY(1));
    fault.every.parts[0].kind = fault.lasts.parts[0].kind = CHANCE_EXP;
    fault.down = 10000;
    for (uint32_t i = 0; i < 20000; i++) {
        struct outage outage = {0};
        while (outage_next(&scenario, 0, i, &outage))
            for (unsigned k = 0; k < 3; k++)
                down[k] +=
                    outage.from <= DAY(10 + 44 * (int)k) && outage.to > DAY(10 + 44 * (int)k);
    }
    for (unsigned k = 0; k < 3; k++)
        ck_assert_double_eq_tol(down[k], 200, 42);
}
END_TEST

/* Whoever is ruled out has none; of exp(1000 d) in 90 days that are 1 - 0.0900 of 1 - 0.0861 who
 * have none, less 1 % who are down. A time that is no exponential one rules nobody out. */
START_TEST(most_are_ruled_out)
{
    bool is_out[OUTAGES_ROW];
    unsigned out = 0, none = 0;
    fault.every = chance_const(DAY(1000));
    ck_assert(outages_are_drawn(&fault));
    outages_rule_out(&scenario, 0, 0, 1, is_out);
    ck_assert(!is_out[0]);
    fault.every.parts[0].kind = CHANCE_EXP;
    fault.down = 10000;
    for (uint32_t first = 3; first < 80 * OUTAGES_ROW; first += OUTAGES_ROW) {
        outages_rule_out(&scenario, 0, first, OUTAGES_ROW, is_out);
        for (uint32_t i = 0; i < OUTAGES_ROW; i++) {
            struct outage outage = {0};
            bool has_one = outage_next(&scenario, 0, first + i, &outage);
            ck_assert(!is_out[i] || !has_one);
            out += is_out[i];
            none += !has_one;
        }
    }
    ck_assert_double_eq_tol(1.0 * out / none, 0.9957, 0.002);
}
END_TEST

static Suite *outages_suite(void)
{
    Suite *suite = suite_create("outages");
    TCase *tcase = tcase_create("outages");
    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, comes_again_until_the_end);
    tcase_add_test(tcase, may_be_there_from_the_start);
    tcase_add_test(tcase, always_gets_on);
    tcase_add_test(tcase, holds_while_it_is_down);
    tcase_add_test(tcase, work_stands_still);
    tcase_add_test(tcase, share_that_is_down_stays);
    tcase_add_test(tcase, most_are_ruled_out);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(outages_suite)
