/* R-30, P-MET-25: the master authenticates for a command only if the meter has no session that it
 * knows of, and forgets one that a meter does not have. */
#include "tests/unit/models/master_bench.h"

static void setup_sessions(void)
{
    struct master_config config = usual;
    config.session = 5 * MS_MINUTE;
    config.command_tries = 3;
    setup(&config);
}

/* The answer to the present try of a customer, with what the meter says of its session. */
static void say(unsigned code, enum session_state state, ms_t now)
{
    struct message answer = bench_last(bench, MSG_COMMAND);
    answer.type = MSG_COMMAND_ANSWER;
    answer.code = (uint8_t)code;
    answer.value = state;
    handle(answer, now);
}

static bool is_authenticating(unsigned count)
{
    ck_assert_uint_eq(commands(), count);
    return bench_last(bench, MSG_COMMAND).code;
}

/* One of 09:00:00 holds until before 09:05:00, by when it left and not by when it was answered. */
START_TEST(a_session_is_used_until_it_runs_out)
{
    setup_sessions();
    order(1, 0, NINE);
    ck_assert(is_authenticating(1));
    say(RESULT_OK, SESSION_NEW, NINE + 10 * MS_SECOND);
    ck_assert_int_eq(bench_last_note(bench, EVENT_COMMAND).value, SESSION_NEW);
    order(2, 4, NINE + 20 * MS_SECOND); /* another meter */
    ck_assert(is_authenticating(2));
    say(RESULT_OK, SESSION_NEW, NINE + 30 * MS_SECOND);
    tick(NINE + 5 * MS_MINUTE - 1);
    order(3, 0, NINE + 5 * MS_MINUTE - 1);
    ck_assert(!is_authenticating(3));
    say(RESULT_OK, SESSION_OPEN, NINE + 5 * MS_MINUTE - 1);
    order(4, 0, NINE + 5 * MS_MINUTE);
    ck_assert(is_authenticating(4));
    tick(NINE + 20 * MS_SECOND + 5 * MS_MINUTE);
    ck_assert_uint_eq(master.sessions.map.count, 0);
}
END_TEST

/* After a session that the meter says is over, or was ended, the next try brings its own. */
START_TEST(a_session_that_is_over_is_forgotten)
{
    static const enum session_state over[] = {SESSION_OVER, SESSION_ENDED, SESSION_REFUSED};
    for (unsigned i = 0; i < 3; i++) {
        setup_sessions();
        order(1, 0, NINE);
        say(RESULT_OK, SESSION_NEW, NINE + 10 * MS_SECOND);
        order(2, 0, NINE + MS_MINUTE);
        ck_assert(!is_authenticating(2));
        say(RESULT_AUTH_FAILED, SESSION_OPEN, NINE + MS_MINUTE + 5 * MS_SECOND);
        tick(NINE + MS_MINUTE + 50 * MS_SECOND);
        ck_assert(!is_authenticating(3)); /* it is open still */
        say(RESULT_AUTH_FAILED, over[i], NINE + MS_MINUTE + 55 * MS_SECOND);
        tick(NINE + MS_MINUTE + 100 * MS_SECOND);
        ck_assert(is_authenticating(4));
        master_fini(&master);
    }
}
END_TEST

/* A session that has ended before its answer comes is none, nor is one of a try without an
 * answer. */
START_TEST(a_late_session_is_none)
{
    setup_sessions();
    master.config.session = 20 * MS_SECOND;
    order(1, 0, NINE);
    say(RESULT_OK, SESSION_NEW, NINE + 20 * MS_SECOND);
    ck_assert_uint_eq(master.sessions.map.count, 0);
    order(2, 0, NINE + MS_MINUTE);
    tick(NINE + 2 * MS_MINUTE);
    tick(NINE + 2 * MS_MINUTE + 45 * MS_SECOND);
    ck_assert(is_authenticating(3));
}
END_TEST

/* Without the key nothing is asked for, and nothing is kept. */
START_TEST(without_sessions_nothing_is_kept)
{
    setup(&usual);
    order(1, 0, NINE);
    ck_assert(!is_authenticating(1));
    say(RESULT_OK, SESSION_NONE, NINE + 10 * MS_SECOND);
    ck_assert_uint_eq(master.sessions.map.count, 0);
}
END_TEST

static Suite *master_sessions_suite(void)
{
    Suite *suite = suite_create("master_sessions");
    TCase *tcase = tcase_create("master_sessions");
    tcase_add_checked_fixture(tcase, NULL, teardown);
    tcase_add_test(tcase, a_session_is_used_until_it_runs_out);
    tcase_add_test(tcase, a_session_that_is_over_is_forgotten);
    tcase_add_test(tcase, a_late_session_is_none);
    tcase_add_test(tcase, without_sessions_nothing_is_kept);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(master_sessions_suite)
