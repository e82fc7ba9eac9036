/* Front-end processors and terminals of the collection master (Q82, Q85): who is cut off is waited
 * for, counts as off-line in the end, and logs on; a crash may take the task table along. FEP 1 has
 * the customers 0..7 of two concentrators. */
#include "tests/unit/models/master_bench.h"

static void line(unsigned kind, uint32_t customer, bool begins, bool loses_tasks, ms_t now)
{
    handle((struct message){.type = MSG_FAULT,
                            .kind = (uint8_t)kind,
                            .code = begins,
                            .customer = customer,
                            .id = 1,
                            .value = loses_tasks},
           now);
}

static void log_on(uint32_t customer, ms_t now)
{
    handle((struct message){.type = MSG_LOG_ON, .customer = customer}, now);
}

static void begin(ms_t place_kept)
{
    struct master_config config = usual;
    config.place_kept = place_kept;
    config.off_line_after = 10 * MS_MINUTE;
    setup(&config);
}

/* P-FEP-04: the standby has the task table. What was under way is told after the log-on and needs
 * no second try, what waited goes on; customers of the other FEP notice nothing. */
START_TEST(standby_goes_on_where_its_fep_stopped)
{
    begin(10 * MS_MINUTE);
    order(1, 0, NINE);
    order(2, 1, NINE); /* the same concentrator: waits */
    order(3, 8, NINE); /* FEP 2 */
    line(FAULT_FEP_DOWN, 0, true, false, NINE + 5 * MS_SECOND);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_TERMINAL, 0), 2);
    order(4, 4, NINE + 6 * MS_SECOND);
    answer(8, RESULT_OK, NINE + 10 * MS_SECOND);
    order(5, 9, NINE + 11 * MS_SECOND);
    ck_assert_uint_eq(commands(), 3); /* 1, 3 and 5 */
    answer(9, RESULT_OK, NINE + 21 * MS_SECOND);
    tick(NINE + MS_MINUTE);
    ck_assert_uint_eq(results(RESULT_NO_METER_ANSWER), 0); /* there are tries left */
    tick(NINE + 105 * MS_SECOND);
    log_on(0, NINE + 119 * MS_SECOND); /* sent before the crash and late: the FEP is down */
    ck_assert_uint_eq(commands(), 3);
    line(FAULT_FEP_DOWN, 0, false, false, NINE + 120 * MS_SECOND);
    tick(NINE + 130 * MS_SECOND);
    ck_assert_uint_eq(commands(), 3); /* the terminals have not logged on yet */
    answer(0, RESULT_OK, NINE + 150 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 3);
    log_on(0, NINE + 150 * MS_SECOND);
    log_on(0, NINE + 150 * MS_SECOND); /* once more */
    ck_assert_uint_eq(commands(), 4);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).customer, 1);
    log_on(4, NINE + 160 * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).customer, 4);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_TERMINAL, 1), 2);
    struct party_note note = bench_last_note(bench, EVENT_TERMINAL);
    ck_assert_uint_eq(note.customer, 4);
    ck_assert_uint_eq(note.id, 2);
    ck_assert_uint_eq(note.ref, 1);
}
END_TEST

/* S-26: the task table is gone, with what comes before the standby takes over. Nobody is told; the
 * commands under way take their places until they are done. */
START_TEST(crash_may_lose_the_tasks)
{
    begin(10 * MS_MINUTE);
    order(1, 0, NINE);
    order(2, 1, NINE); /* queued */
    order(3, 4, NINE + 30 * MS_SECOND);
    answer(4, RESULT_CMD_EXPIRED, NINE + 40 * MS_SECOND); /* in its gap until 85 s */
    tick(NINE + MS_MINUTE);                               /* 1 too, until 105 s */
    order(4, 8, NINE + MS_MINUTE);                        /* FEP 2 */
    ck_assert_uint_eq(master.in_all, 2);                  /* 1, given up, and 4 */
    line(FAULT_FEP_DOWN, 0, true, true, NINE + 84 * MS_SECOND);
    order(5, 2, NINE + 110 * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_ACCEPTED).id, 5);
    unsigned sent = bench->sent_count;
    line(FAULT_FEP_DOWN, 0, false, true, NINE + 120 * MS_SECOND);
    log_on(0, NINE + 130 * MS_SECOND);
    log_on(4, NINE + 130 * MS_SECOND);
    tick(NINE + 200 * MS_SECOND);
    ck_assert_uint_eq(bench->sent_count, sent);
    ck_assert_uint_eq(master.orders.count, 1);
    answer(0, RESULT_OK, NINE + 200 * MS_SECOND); /* to nobody: its place is free */
    ck_assert_uint_eq(results(RESULT_OK), 0);
    ck_assert_uint_eq(master.in_all, 1);
    handle((struct message){.type = MSG_STATUS_REQUEST, .customer = 2, .id = 5},
           NINE + 31 * MS_MINUTE); /* */
    ck_assert_uint_eq(bench_last(bench, MSG_READ).customer, 2);
    order(6, 2, NINE + 32 * MS_MINUTE);
    answer(2, RESULT_OK, NINE + 32 * MS_MINUTE); /* the read */
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).id, 6);
}
END_TEST

/* A try that is under way when the table goes holds its place as one that was given up. {kept} */
START_TEST(lost_try_keeps_its_place)
{
    begin(_i ? 10 * MS_MINUTE : 0);
    order(1, 0, NINE);
    line(FAULT_FEP_DOWN, 0, true, true, NINE + MS_SECOND);
    ck_assert_uint_eq(master.in_all, _i ? 1 : 0);
    ck_assert_uint_eq(master.orders.count, 0);
    tick(NINE + MS_SECOND + 10 * MS_MINUTE);
    ck_assert_uint_eq(master.in_all, 0);
    ck_assert_uint_eq(results(RESULT_NO_METER_ANSWER), 0);
}
END_TEST

/* R-25, S-23: for ten minutes tries wait for a terminal; then each fails at once, after the gap of
 * 45 s the next. A read fails in the same way. */
START_TEST(terminal_is_off_line_in_the_end)
{
    begin(0);
    line(FAULT_TERMINAL_OFFLINE, 0, true, false, NINE);
    order(1, 0, NINE);
    order(2, 4, NINE); /* another terminal of this FEP */
    ck_assert_uint_eq(commands(), 1);
    answer(4, RESULT_OK, NINE + 10 * MS_SECOND);
    tick(NINE + 10 * MS_MINUTE - 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_EXECUTING, PARTY_MARKETING), 1);
    for (unsigned i = 0; i < 3; i++) {
        ms_t at = NINE + 10 * MS_MINUTE + i * (45 * MS_SECOND + 1);
        tick(at);
        ck_assert_uint_eq(results(RESULT_TERMINAL_OFFLINE), 0);
        tick(at + 1);
    }
    ck_assert_uint_eq(results(RESULT_TERMINAL_OFFLINE), 1);
    struct message result = bench_last(bench, MSG_ORDER_RESULT);
    ck_assert_uint_eq(result.attempt, 3);
    ck_assert_int_eq(result.value, 0); /* nothing was sent: no status word is needed */
    ck_assert_uint_eq(commands(), 1);
    handle((struct message){.type = MSG_STATUS_REQUEST, .customer = 0, .id = 1},
           NINE + 20 * MS_MINUTE);
    tick(NINE + 23 * MS_MINUTE);
    line(FAULT_TERMINAL_OFFLINE, 0, false, false, NINE + 30 * MS_MINUTE);
    log_on(0, NINE + 30 * MS_MINUTE);
    order(3, 0, NINE + 31 * MS_MINUTE);
    ck_assert_uint_eq(commands(), 2);
}
END_TEST

/* Two outages at once: the terminal is on line when both are over. */
START_TEST(outages_add)
{
    begin(0);
    line(FAULT_TERMINAL_OFFLINE, 0, true, false, NINE);
    line(FAULT_FEP_DOWN, 0, true, false, NINE + 1);
    line(FAULT_FEP_DOWN, 0, false, false, NINE + 2);
    log_on(0, NINE + 3);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_TERMINAL, 1), 0);
    log_on(4, NINE + 3);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_TERMINAL, 1), 1);
    line(FAULT_TERMINAL_OFFLINE, 0, false, false, NINE + 4);
    log_on(0, NINE + 5);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_TERMINAL, 1), 2);
    struct message fault = {.type = MSG_FAULT, .kind = FAULT_TERMINAL_OFFLINE, .code = 1};
    for (unsigned i = 0; i < 255; i++)
        handle(fault, NINE + 6);
    ck_assert_int_eq(master_handle(&master, &fault, NINE + 6), FK_E_RANGE);
}
END_TEST

static Suite *feps_suite(void)
{
    Suite *suite = suite_create("master_feps");
    TCase *feps = tcase_create("feps");
    tcase_add_checked_fixture(feps, NULL, teardown);
    tcase_add_test(feps, standby_goes_on_where_its_fep_stopped);
    tcase_add_test(feps, crash_may_lose_the_tasks);
    tcase_add_loop_test(feps, lost_try_keeps_its_place, 0, 2);
    tcase_add_test(feps, terminal_is_off_line_in_the_end);
    tcase_add_test(feps, outages_add);
    suite_add_tcase(suite, feps);
    return suite;
}

FK_CHECK_MAIN(feps_suite)
