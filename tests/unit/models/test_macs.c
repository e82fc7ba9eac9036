/* R-30, P-MET-26: meters whose key is another than that of the encryption machine: wrong MACs, the
 * lock of remote setting, and its end. */
#include "models/collection/macs.h"
#include "models/meter/relay.h"
#include "tests/unit/models/concentrator_bench.h"

#define DAY 20000 /* any */

static struct macs macs;

static void macs_setup(void)
{
    macs = (struct macs){0};
}

static void macs_teardown(void)
{
    macs_fini(&macs);
}

static int change(uint32_t customer, bool begins)
{
    struct message fault = {
        .type = MSG_FAULT, .kind = FAULT_MAC_ERRORS, .code = begins, .customer = customer};
    return macs_change(&macs, &fault);
}

/* The third error locks: what comes after it is refused though the keys agree, until the next day.
 * Two errors lock nothing, and the others' meters do not either. */
START_TEST(errors_of_a_day_lock)
{
    ck_assert_int_eq(change(7, true), FK_OK);
    ck_assert_int_eq(change(8, true), FK_OK);
    for (unsigned i = 0; i < 3; i++)
        ck_assert(macs_refuse(&macs, 7, DAY, 3));
    for (unsigned i = 0; i < 2; i++)
        ck_assert(macs_refuse(&macs, 8, DAY, 3));
    ck_assert(!macs_refuse(&macs, 9, DAY, 3));
    ck_assert_int_eq(change(7, false), FK_OK);
    ck_assert_int_eq(change(8, false), FK_OK);
    for (unsigned i = 0; i < 4; i++) {
        ck_assert(macs_refuse(&macs, 7, DAY, 3));
        ck_assert(!macs_refuse(&macs, 8, DAY, 3));
    }
    ck_assert(!macs_refuse(&macs, 7, DAY + 1, 3));
    ck_assert_uint_eq(macs.count, 1);
    ck_assert(!macs_refuse(&macs, 8, DAY + 1, 3));
    ck_assert_uint_eq(macs.count, 0);
}
END_TEST

/* Errors of yesterday are none; without a limit nothing locks. */
START_TEST(errors_are_counted_by_the_day)
{
    ck_assert_int_eq(change(7, true), FK_OK);
    for (int32_t day = DAY; day < DAY + 3; day++)
        for (unsigned i = 0; i < 2; i++)
            ck_assert(macs_refuse(&macs, 7, day, 3));
    ck_assert_int_eq(change(7, false), FK_OK);
    ck_assert(!macs_refuse(&macs, 7, DAY + 2, 3));
    ck_assert_int_eq(change(7, true), FK_OK);
    for (unsigned i = 0; i < 20; i++)
        ck_assert(macs_refuse(&macs, 7, DAY + 3, 0));
    ck_assert_int_eq(change(7, false), FK_OK);
    ck_assert(!macs_refuse(&macs, 7, DAY + 3, 0));
}
END_TEST

START_TEST(faults_add_up)
{
    ck_assert_int_eq(change(7, false), FK_E_ARG);
    ck_assert_int_eq(change(7, true), FK_OK);
    ck_assert_int_eq(change(7, true), FK_OK);
    ck_assert_int_eq(change(7, false), FK_OK);
    ck_assert(macs_refuse(&macs, 7, DAY, 15));
    ck_assert_int_eq(change(7, false), FK_OK);
    ck_assert(!macs_refuse(&macs, 7, DAY, 15));
    ck_assert_int_eq(change(7, false), FK_E_ARG);
}
END_TEST

static unsigned answer(uint8_t n1, ms_t at)
{
    run_to(at);
    handle((struct message){.type = MSG_COMMAND,
                            .kind = n1,
                            .customer = FIRST,
                            .id = 1,
                            .ref = 1,
                            .value = MS_NEVER},
           at);
    run_to(at + 10 * MS_SECOND);
    return bench_last(bench, MSG_COMMAND_ANSWER).code;
}

/* At the meter: commands are refused, the status word is read, a crew needs no MAC. The
 * lock ends at 00:00 of a clock that is 30 min slow, at 00:30. */
START_TEST(meter_locks_until_its_midnight)
{
    setup();
    config.mac_lock = 2;
    struct message fault = {
        .type = MSG_FAULT, .kind = FAULT_MAC_ERRORS, .code = 1, .customer = FIRST};
    run_to(NINE);
    meters[0].clock_error_min = -30;
    handle(fault, NINE);
    ck_assert_uint_eq(answer(RELAY_TRIP, NINE), RESULT_AUTH_FAILED);
    ck_assert_uint_eq(answer(RELAY_TRIP, NINE + MS_MINUTE), RESULT_AUTH_FAILED);
    fault.code = 0;
    handle(fault, NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(answer(RELAY_TRIP, NINE + 3 * MS_MINUTE), RESULT_AUTH_FAILED);
    handle((struct message){.type = MSG_READ, .kind = 1, .customer = FIRST, .id = 1, .ref = 2},
           NINE + 4 * MS_MINUTE);
    run_to(NINE + 5 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).code, RESULT_OK);
    handle((struct message){.type = MSG_FIELD_SWITCH, .kind = RELAY_TRIP, .customer = FIRST},
           NINE + 6 * MS_MINUTE);
    ck_assert(meter_cell_is_open(&meters[0]));
    ms_t midnight = BENCH_MIDNIGHT + MS_DAY;
    ck_assert_uint_eq(answer(RELAY_CLOSE, midnight + 29 * MS_MINUTE), RESULT_AUTH_FAILED);
    ck_assert_uint_eq(answer(RELAY_CLOSE, midnight + 30 * MS_MINUTE), RESULT_OK);
    teardown();
}
END_TEST

static Suite *macs_suite(void)
{
    Suite *suite = suite_create("macs");
    TCase *tcase = tcase_create("macs");
    tcase_add_checked_fixture(tcase, macs_setup, macs_teardown);
    tcase_add_test(tcase, errors_of_a_day_lock);
    tcase_add_test(tcase, errors_are_counted_by_the_day);
    tcase_add_test(tcase, faults_add_up);
    tcase_add_test(tcase, meter_locks_until_its_midnight);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(macs_suite)
