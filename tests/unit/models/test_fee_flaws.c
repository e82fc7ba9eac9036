/* whose file is flawed at fee control is not computed, and the exception tells why. */
#include "models/feecontrol/fee_parts.h"
#include "tests/unit/models/fee_bench.h"

#define ONE 2

static void fault(unsigned kind, bool begins)
{
    fee_handle(
        (struct message){
            .type = MSG_FAULT, .kind = (uint8_t)kind, .code = begins, .customer = ONE, .id = 1},
        BENCH_MIDNIGHT);
}

static void days(int32_t from, int32_t to)
{
    for (int32_t day = from; day <= to; day++) {
        registers[ONE] = 800 * (uint32_t)(day + 1);
        fee_day(day);
    }
}

static const struct {
    enum fault_kind kind;
    enum calc_cause cause;
} flaws[] = {{FAULT_FILE_LOST, CAUSE_MISSING_FILE},
             {FAULT_TARIFF_MISSING, CAUSE_MISSING_TARIFF},
             {FAULT_METER_CHANGE_OPEN, CAUSE_METER_CHANGED},
             {FAULT_FILED_TWICE, CAUSE_COMPUTED_TWICE}};

/* on the third day. R-74: 4 days of 8 kWh at 0.52 are charged at once, 16.64. */
START_TEST(exception_tells_the_cause)
{
    fault(flaws[_i].kind, true);
    days(0, 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 0);
    days(2, 2);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_REQUEST).kind, ORDER_EXCEPTION);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_REQUEST).customer, ONE);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_REQUEST).value, flaws[_i].cause);
    ck_assert_int_eq(fee.customers[ONE].available, 50000);
    fault(flaws[_i].kind, false);
    ck_assert_uint_eq(fee.flaws.map.count, 0);
    days(3, 3);
    ck_assert_int_eq(fee.customers[ONE].available, 50000 - 1664);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_CANCEL).kind, ORDER_EXCEPTION);
}
END_TEST

/* What is computed is told without him. */
START_TEST(not_among_those_who_are_computed)
{
    fault(FAULT_FILE_LOST, true);
    registers[ONE] = 800;
    fee_run(0, 0);
    ck_assert_uint_eq(fee.calculated, FEE_CUSTOMERS - 1);
    ck_assert_int_eq(bench_last(bench, MSG_CALCULATE).value, FEE_CUSTOMERS - 1);
}
END_TEST

/* Two faults of a kind, or of two kinds: he is computed when the last is over. */
START_TEST(until_the_last_is_over)
{
    unsigned second = _i ? FAULT_FILED_TWICE : FAULT_FILE_LOST;
    fault(FAULT_FILE_LOST, true);
    fault(second, true);
    fault(FAULT_FILE_LOST, false);
    days(0, 0);
    ck_assert_int_eq(fee.customers[ONE].available, 50000);
    fault(second, false);
    days(1, 1);
    ck_assert_int_eq(fee.customers[ONE].available, 50000 - 832);
}
END_TEST

START_TEST(counts_have_ends)
{
    struct slots table;
    slots_init(&table, sizeof(struct flaw));
    ck_assert_int_eq(flaws_count(&table, ONE, FAULT_FILE_LOST, false), FK_E_RANGE);
    for (unsigned i = 0; i < 255; i++)
        ck_assert_int_eq(flaws_count(&table, ONE, FAULT_FILE_LOST, true), FK_OK);
    ck_assert_int_eq(flaws_count(&table, ONE, FAULT_FILE_LOST, true), FK_E_RANGE);
    ck_assert_int_eq(flaws_count(&table, ONE, FAULT_FILED_TWICE, false), FK_E_RANGE);
    slots_fini(&table);
}
END_TEST

/* T1: a register that nothing can be computed with settles nobody. Days 0 to 2 of 8 kWh each from
 * 16.00 on, the file is flawed on day 0: it begins at 24.00, and day 2 is charged alone, 4.16. Found
 * by hunt seed 7011086. */
START_TEST(settles_nobody_who_is_new)
{
    ck_assert_int_eq(feecontrol_leave_out(&fee, ONE), FK_OK);
    fee_handle((struct message){.type = MSG_AGREEMENT,
                                .code = 1,
                                .attempt = fee.customers[ONE].postings,
                                .customer = ONE,
                                .id = (uint32_t)BENCH_DAY,
                                .value = 5000},
               BENCH_MIDNIGHT);
    fault(flaws[_i].kind, true);
    registers[ONE] = 1600;
    fee_run(0, 0);
    ck_assert_uint_eq(fee.calculated, FEE_CUSTOMERS - 1);
    ck_assert_uint_eq(fee.customers[ONE].cause, flaws[_i].cause);
    fault(flaws[_i].kind, false);
    registers[ONE] = 2400;
    fee_day(1);
    ck_assert_int_eq(fee.customers[ONE].available, 5000);
    registers[ONE] = 3200;
    fee_day(2);
    ck_assert_int_eq(fee.customers[ONE].available, 5000 - 416);
}
END_TEST

static Suite *fee_flaws_suite(void)
{
    Suite *suite = suite_create("fee_flaws");
    TCase *tcase = tcase_create("flaws");
    tcase_add_checked_fixture(tcase, fee_setup, fee_teardown);
    tcase_add_loop_test(tcase, exception_tells_the_cause, 0, 4);
    tcase_add_test(tcase, not_among_those_who_are_computed);
    tcase_add_loop_test(tcase, until_the_last_is_over, 0, 2);
    tcase_add_test(tcase, counts_have_ends);
    tcase_add_loop_test(tcase, settles_nobody_who_is_new, 0, 4);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_flaws_suite)
