/* R-30, P-MET-25, P-MET-26, P-PLC-06: the session that an authentication opens: how long commands
 * go in it, at the meter and at the master, and wrong MACs that end it. */
#include "models/collection/sessions.h"
#include "models/meter/relay.h"
#include "tests/unit/models/concentrator_bench.h"

#define FIVE (5 * MS_MINUTE)

static struct sessions sessions;

static void sessions_setup(void)
{
    sessions = (struct sessions){0};
}

static void sessions_teardown(void)
{
    sessions_fini(&sessions);
}

static enum session_state take(uint32_t customer, bool is_new, bool is_right, ms_t now)
{
    struct session_command command = {customer, is_new, is_right, now - 5 * MS_SECOND, FIVE};
    enum session_state state;
    ck_assert_int_eq(sessions_take(&sessions, &command, now, &state), FK_OK);
    return state;
}

/* Opened at 08:59:55, it holds until before 09:04:55, whatever goes in it. */
START_TEST(a_session_runs_out)
{
    ck_assert_int_eq(take(7, false, true, NINE), SESSION_OVER);
    ck_assert_int_eq(take(7, true, true, NINE), SESSION_NEW);
    ck_assert_int_eq(take(8, false, true, NINE), SESSION_OVER);
    ck_assert_int_eq(take(7, false, true, NINE + MS_MINUTE), SESSION_OPEN);
    ck_assert_int_eq(take(7, false, true, NINE + FIVE - 5 * MS_SECOND - 1), SESSION_OPEN);
    ck_assert_int_eq(take(7, false, true, NINE + FIVE - 5 * MS_SECOND), SESSION_OVER);
    ck_assert_int_eq(take(8, true, true, NINE + FIVE), SESSION_NEW);
    ck_assert_uint_eq(sessions.count, 1); /* that of 7 is forgotten */
}
END_TEST

/* The third wrong MAC ends it; those of an earlier session do not count. */
START_TEST(three_wrong_macs_end_a_session)
{
    ck_assert_int_eq(take(7, true, true, NINE), SESSION_NEW);
    ck_assert_int_eq(take(7, false, false, NINE + 1), SESSION_OPEN);
    ck_assert_int_eq(take(7, false, false, NINE + 2), SESSION_OPEN);
    ck_assert_int_eq(take(7, true, true, NINE + 3), SESSION_NEW);
    ck_assert_int_eq(take(7, false, false, NINE + 4), SESSION_OPEN);
    ck_assert_int_eq(take(7, false, false, NINE + 5), SESSION_OPEN);
    ck_assert_int_eq(take(7, false, false, NINE + 6), SESSION_ENDED);
    ck_assert_int_eq(take(7, false, true, NINE + 7), SESSION_OVER);
}
END_TEST

/* An authentication with other keys opens none, and ends that which was there. */
START_TEST(a_failed_authentication_opens_none)
{
    ck_assert_int_eq(take(7, true, true, NINE), SESSION_NEW);
    ck_assert_int_eq(take(7, true, false, NINE + 1), SESSION_REFUSED);
    ck_assert_int_eq(take(7, false, true, NINE + 2), SESSION_OVER);
    ck_assert_uint_eq(sessions.count, 0);
}
END_TEST

/* Sends a command and returns the answer, which must come `takes` later. */
static struct message command(uint8_t n1, bool is_new, ms_t takes, ms_t at)
{
    run_to(at);
    handle((struct message){.type = MSG_COMMAND,
                            .kind = n1,
                            .code = is_new,
                            .customer = FIRST,
                            .id = 1,
                            .ref = 1,
                            .value = MS_NEVER},
           at);
    unsigned answers = bench_sent_count(bench, MSG_COMMAND_ANSWER, PARTY_MASTER);
    run_to(at + takes - 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_COMMAND_ANSWER, PARTY_MASTER), answers);
    run_to(at + takes);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_COMMAND_ANSWER, PARTY_MASTER), answers + 1);
    return bench_last(bench, MSG_COMMAND_ANSWER);
}

static void expect(struct message answer, enum result_code code, enum session_state state)
{
    ck_assert_uint_eq(answer.code, code);
    ck_assert_int_eq(answer.value, state);
}

/* Two frames of 5 s, or one; the session of 09:00:05 is over at 09:05:05. */
START_TEST(commands_at_the_meter)
{
    setup();
    config.session = FIVE;
    expect(command(RELAY_TRIP, false, 5 * MS_SECOND, NINE - MS_MINUTE), RESULT_AUTH_FAILED,
           SESSION_OVER);
    ck_assert(!meter_cell_is_open(&meters[0]));
    expect(command(RELAY_TRIP, true, 10 * MS_SECOND, NINE), RESULT_OK, SESSION_NEW);
    expect(command(RELAY_CLOSE, false, 5 * MS_SECOND, NINE + 299 * MS_SECOND), RESULT_OK,
           SESSION_OPEN);
    expect(command(RELAY_TRIP, false, 5 * MS_SECOND, NINE + 304 * MS_SECOND), RESULT_AUTH_FAILED,
           SESSION_OVER);
    ck_assert(!meter_cell_is_open(&meters[0]));
    teardown();
}
END_TEST

/* A session that is shorter than the second frame is over when that comes. */
START_TEST(a_command_outlasts_its_session)
{
    setup();
    config.session = 5 * MS_SECOND;
    expect(command(RELAY_TRIP, true, 10 * MS_SECOND, NINE), RESULT_AUTH_FAILED, SESSION_OVER);
    config.session = 5 * MS_SECOND + 1;
    expect(command(RELAY_TRIP, true, 10 * MS_SECOND, NINE + MS_MINUTE), RESULT_OK, SESSION_NEW);
    teardown();
}
END_TEST

/* Without a session the meter counts no wrong MAC: one that comes with an authentication is the
 * first, and one error locks. A key that is not loaded opens no session either. */
START_TEST(other_keys_at_the_meter)
{
    setup();
    config.session = FIVE;
    config.mac_lock = 1;
    struct message fault = {
        .type = MSG_FAULT, .kind = FAULT_MAC_ERRORS, .code = 1, .customer = FIRST};
    run_to(NINE);
    handle(fault, NINE);
    expect(command(RELAY_TRIP, false, 5 * MS_SECOND, NINE), RESULT_AUTH_FAILED, SESSION_OVER);
    ck_assert_uint_eq(concentrator.macs.list[0].errors, 0);
    expect(command(RELAY_TRIP, true, 10 * MS_SECOND, NINE + MS_MINUTE), RESULT_AUTH_FAILED,
           SESSION_REFUSED);
    fault.code = 0;
    handle(fault, NINE + 2 * MS_MINUTE);
    expect(command(RELAY_TRIP, true, 10 * MS_SECOND, NINE + 3 * MS_MINUTE), RESULT_AUTH_FAILED,
           SESSION_REFUSED); /* it has locked */
    ms_t next = NINE + MS_DAY;
    handle((struct message){.type = MSG_FAULT,
                            .kind = FAULT_METER_REFUSES,
                            .code = 1,
                            .customer = FIRST,
                            .value = RESULT_AUTH_FAILED},
           next);
    expect(command(RELAY_TRIP, true, 10 * MS_SECOND, next), RESULT_AUTH_FAILED, SESSION_REFUSED);
    ck_assert(!sessions_has(&concentrator.sessions, FIRST, next + MS_MINUTE));
    teardown();
}
END_TEST

static Suite *sessions_suite(void)
{
    Suite *suite = suite_create("sessions");
    TCase *tcase = tcase_create("sessions");
    tcase_add_checked_fixture(tcase, sessions_setup, sessions_teardown);
    tcase_add_test(tcase, a_session_runs_out);
    tcase_add_test(tcase, three_wrong_macs_end_a_session);
    tcase_add_test(tcase, a_failed_authentication_opens_none);
    tcase_add_test(tcase, commands_at_the_meter);
    tcase_add_test(tcase, a_command_outlasts_its_session);
    tcase_add_test(tcase, other_keys_at_the_meter);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(sessions_suite)
