/* The runner: what becomes of a run when the line, the device or the user misbehaves, and what is
 * left behind. */
#include "conformance/dlt645/dlt645_restore.h"
#include "models/meter/device/device.h"
#include "tests/unit/conformance/run_fixture.h"

#define CLOCK_LEFT 200 /* ms by which the clock may be moved by a run on sim: */

static struct bench bench;

START_TEST(test_sound_meter_exits_0)
{
    bench_open(&bench, NULL, NULL);
    bench_choose(&bench, "*");
    bench_run(&bench);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    ck_assert_uint_eq(bench.result.counts.by_verdict[CONFORM_PASS],
                      conform_suite_count(&conform_dlt645));
    ck_assert_uint_gt(bench.result.assertions, 2 * (unsigned)conform_suite_count(&conform_dlt645));
    ck_assert(bench.result.is_supply_closed);
    bench_expect_delays(&bench, 30);
    bench_close(&bench);
}
END_TEST

/* Nothing of a run may stay in the meter: relay, flags, parameters and clock are as before. */
START_TEST(test_nothing_is_left_behind)
{
    bench_open(&bench, NULL, NULL);
    struct meter_device before = *bench_meter(&bench);
    bench_choose(&bench, "*");
    bench_run(&bench);
    const struct meter_device *after = bench_meter(&bench);
    ck_assert_uint_eq(after->relay.state, before.relay.state);
    ck_assert_uint_eq(after->relay.flags, before.relay.flags);
    ck_assert_mem_eq(after->params, before.params, sizeof before.params);
    ck_assert_mem_eq(&after->config, &before.config, sizeof before.config);
    ms_t moved = meter_clock_offset(after) - meter_clock_offset(&before);
    ck_assert_msg(moved >= -CLOCK_LEFT && moved <= CLOCK_LEFT, "the clock moved by %lld ms",
                  (long long)moved);
    ck_assert_uint_gt(after->trip_count, before.trip_count); /* or nothing was tested */
    bench_close(&bench);
}
END_TEST

/* A stop after every single request of the relay and clock tests: the meter is always as it was. */
START_TEST(test_stop_anywhere_leaves_the_supply_closed)
{
    unsigned sends = 1;
    for (unsigned stop_at = 1; stop_at <= sends; stop_at++) {
        bench_open(&bench, NULL, NULL);
        bench_choose(&bench, "dlt645/fc*");
        bench_choose(&bench, "7.6");
        bench_choose(&bench, "7.3");
        bench.tap->stop_at = stop_at;
        struct meter_device before = *bench_meter(&bench);
        bench_run(&bench);
        sends = stop_at == 1 ? 120 : sends;
        const struct meter_device *after = bench_meter(&bench);
        ck_assert_msg(after->relay.state == RELAY_CLOSED && after->relay.flags == 0,
                      "stopped after request %u: relay %s, flags %u", stop_at,
                      relay_state_name(after->relay.state), after->relay.flags);
        ck_assert_mem_eq(after->params, before.params, sizeof before.params);
        ms_t moved = meter_clock_offset(after) - meter_clock_offset(&before);
        ck_assert_msg(moved >= -CLOCK_LEFT && moved <= CLOCK_LEFT,
                      "stopped after request %u: the clock moved by %lld ms", stop_at,
                      (long long)moved);
        ck_assert(bench.result.is_interrupted);
        ck_assert(bench.result.is_supply_closed);
        ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_INCONCLUSIVE);
        bench_close(&bench);
    }
}
END_TEST

/* All around the clock, so that no hour of the day fails a sound meter; the night is moved to noon.
 */
START_TEST(test_every_hour_of_the_day)
{
    static const int minutes[] = {0,   1,    4,    5,    14,   15,   300,  719,
                                  720, 1420, 1424, 1425, 1434, 1435, 1438, 1439};
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        bench_wall = clock_from_civil(2026, 2, 28, 0, minutes[i], i % 2 ? 52 : 30);
        bench_open(&bench, NULL, NULL);
        struct meter_device before = *bench_meter(&bench);
        bench_choose(&bench, "*");
        bench_run(&bench);
        for (size_t t = 0; t < bench.result.test_count; t++)
            ck_assert_msg(bench.result.tests[t].outcome.verdict == CONFORM_PASS,
                          "minute %d: %s: %s %s", minutes[i], bench.result.tests[t].id,
                          bench.result.tests[t].detail, bench.result.tests[t].actual);
        ms_t moved = meter_clock_offset(bench_meter(&bench)) - meter_clock_offset(&before);
        ck_assert(moved >= -CLOCK_LEFT && moved <= CLOCK_LEFT);
        bench_close(&bench);
    }
}
END_TEST

START_TEST(test_silent_meter_is_inconclusive)
{
    bench_open(&bench, NULL, NULL);
    bench_choose(&bench, "*");
    bench.tap->is_mute = true;
    bench_run(&bench);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_INCONCLUSIVE);
    ck_assert_uint_eq(bench.tap->sends, 5); /* the probe, no test */
    for (size_t i = 0; i < bench.result.test_count; i++) {
        ck_assert_int_eq(bench.result.tests[i].outcome.verdict, CONFORM_INCONCLUSIVE);
        ck_assert_int_eq(bench.result.tests[i].reason, CONFORM_NO_REPLY);
    }
    bench_close(&bench);
}
END_TEST

START_TEST(test_lost_line_is_ours)
{
    bench_open(&bench, NULL, NULL);
    bench_choose(&bench, "7.1");
    bench.tap->lose_at = 5; /* probe: two requests, energy: two */
    bench_run(&bench);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_HARNESS);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_PASS);
    ck_assert_int_eq(bench.result.tests[1].outcome.verdict, CONFORM_ERROR);
    ck_assert_str_eq(bench.result.tests[1].detail, "the line was cut");
    ck_assert_int_eq(bench.result.tests[2].outcome.verdict, CONFORM_NONE);
    bench_close(&bench);
}
END_TEST

/* The line breaks while the relay is open and stays so: nobody can close it, so it must be said. */
START_TEST(test_lost_line_with_open_relay_is_said)
{
    bench_open(&bench, NULL, NULL);
    bench_choose(&bench, "trip-opens");
    bench.tap->lose_at = 8; /* probe 2, delay, clock, status, count, trip: open */
    bench.tap->is_unplugged = true;
    bench_run(&bench);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_OPEN);
    ck_assert(!bench.result.is_supply_closed);
    ck_assert(!bench.result.tests[0].is_restored);
    ck_assert_uint_eq(bench.tap->reopens, 2); /* after the test, and at the end */
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_HARNESS);
    bench_close(&bench);
}
END_TEST

/* Three tries after the test and one at the end do not close it. */
START_TEST(test_supply_left_open_is_an_error)
{
    bench_open(&bench, NULL, NULL);
    bench_choose(&bench, "trip-opens");
    bench.tap->is_close_lost = true;
    bench_run(&bench);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_OPEN);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_PASS);
    ck_assert(!bench.result.tests[0].is_restored);
    ck_assert(!bench.result.is_supply_closed);
    ck_assert_msg(strstr(bench.result.final_check, "THE SUPPLY IS OPEN") != NULL, "%s",
                  bench.result.final_check);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_HARNESS);
    bench_close(&bench);
}
END_TEST

/* A trip went out and the status word says closed: the word may lie, so the relay is closed all the
 * same. */
START_TEST(test_doubtful_relay_is_closed)
{
    struct conform_source source;
    struct conform_test_result test = {.id = "doubt"};
    struct conform_case c;
    struct case_answer answer;
    bench_open(&bench, NULL, NULL);
    conform_source_init_live(&source, &bench.tap->base, &bench.result.trace, NULL);
    struct dlt645_own own = {.settle_until = 0};
    case_init(&c, &source, &bench.device, &test, bench.options.password, 1, &own);
    ck_assert_int_eq(conform_source_begin(&source, test.id), FK_OK);
    ms_t clock;
    ck_assert(case_get_clock(&c, &clock, &answer));
    ck_assert(case_control(&c, RELAY_TRIP, &answer));
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_OPEN);
    own.found.has_status = own.found.is_status_fresh = true; /* found 0000, read 0000 */
    dlt645_restore(&c);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_CLOSED);
    ck_assert(test.is_restored);
    dlt645_journal_fini(&own.journal);
    bench_close(&bench);
}
END_TEST

/* The second answer of the glued requests is still to come when their test has failed; the next
 * test, which wants silence, must not hear it. */
START_TEST(test_late_answer_is_not_the_next_test)
{
    bench_open(&bench, "di-not-echoed", NULL);
    bench_choose(&bench, "glued-requests");
    bench_choose(&bench, "foreign-address");
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_REMARK);
    ck_assert_msg(bench.result.tests[1].outcome.verdict == CONFORM_PASS, "%s",
                  bench.result.tests[1].actual);
    bench_close(&bench);
}
END_TEST

START_TEST(test_supply_is_not_cut_without_leave)
{
    static const char *const edit[] = {"may_cut_supply: yes", "may_cut_supply: no", NULL};
    bench_open(&bench, NULL, edit);
    bench_choose(&bench, "*");
    bench_run(&bench);
    ck_assert_uint_eq(bench_meter(&bench)->trip_count, 0);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    size_t excluded = 0;
    for (size_t i = 0; i < bench.result.test_count; i++) {
        const struct conform_test_result *test = &bench.result.tests[i];
        bool may_cut = conform_test_needs(conform_suite_find(&conform_dlt645, test->id)).may_cut;
        ck_assert_int_eq(test->outcome.verdict, may_cut ? CONFORM_NA : CONFORM_PASS);
        ck_assert_msg(!may_cut || strstr(test->detail, "may_cut_supply"), "%s", test->detail);
        excluded += may_cut;
    }
    ck_assert_uint_gt(excluded, 10);
    bench_close(&bench);
}
END_TEST

START_TEST(test_only_excluded_tests_are_nothing)
{
    static const char *const edit[] = {"{feature: follow-up, support: yes}",
                                       "{feature: follow-up, support: no, reason: one tariff}",
                                       NULL};
    bench_open(&bench, NULL, edit);
    bench_choose(&bench, "7.2");
    bench_run(&bench);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_NOTHING);
    ck_assert_ptr_nonnull(strstr(bench.result.tests[0].detail, "one tariff"));
    bench_close(&bench);
}
END_TEST

static const char *const expected_failure[] = {
    "features:",
    "expected_failures:\n  - {test: dlt645/7.1/2-unknown-item, reason: known since May}\nfeatures:",
    NULL};

START_TEST(test_known_failure_is_no_failure)
{
    bench_open(&bench, "no-error-answer", expected_failure);
    bench_choose(&bench, "unknown-item");
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_FAIL);
    ck_assert(bench.result.tests[0].outcome.is_known);
    ck_assert_ptr_nonnull(strstr(bench.result.tests[0].detail, "known since May"));
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    bench_close(&bench);
}
END_TEST

START_TEST(test_unexpected_pass_is_a_failure)
{
    bench_open(&bench, NULL, expected_failure);
    bench_choose(&bench, "7.1/1");
    bench_choose(&bench, "unknown-item");
    bench_run(&bench);
    ck_assert(bench.result.tests[1].outcome.is_unexpected_pass);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_FAIL);
    bench_close(&bench);
}
END_TEST

/* A relay that was found open is left open, and no test touches it. */
START_TEST(test_open_supply_is_left_open)
{
    bench_open(&bench, NULL, NULL);
    struct meter_device *meter = transport_sim_meter(bench.tap->inner);
    struct relay_env env = {.trip_delay_min = 0};
    ck_assert_int_gt(relay_command_apply(&meter->relay, RELAY_TRIP, 0, &env, meter->now, NULL), 0);
    bench_choose(&bench, "fc*");
    bench_run(&bench);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_OPEN);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_INCONCLUSIVE);
    ck_assert_int_eq(bench.result.tests[0].reason, CONFORM_PRECONDITION);
    bench_close(&bench);
}
END_TEST

/* The password of the bench is 123456; on the wire every byte has 33H added. */
START_TEST(test_password_is_not_in_the_trace)
{
    static const uint8_t secret[] = {0x12 + 0x33, 0x34 + 0x33, 0x56 + 0x33};
    bench_open(&bench, NULL, NULL);
    bench_choose(&bench, "*");
    bench_run(&bench);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    ck_assert_ptr_null(
        memmem(bench.result.trace.bytes, bench.result.trace.size, secret, sizeof secret));
    bench_close(&bench);
}
END_TEST

static Suite *run_suite(void)
{
    Suite *suite = suite_create("conformance run");
    TCase *runs = tcase_create("runs");
    tcase_set_timeout(runs, 60);
    tcase_add_test(runs, test_sound_meter_exits_0);
    tcase_add_test(runs, test_nothing_is_left_behind);
    tcase_add_test(runs, test_stop_anywhere_leaves_the_supply_closed);
    tcase_add_test(runs, test_every_hour_of_the_day);
    tcase_add_test(runs, test_silent_meter_is_inconclusive);
    tcase_add_test(runs, test_lost_line_is_ours);
    tcase_add_test(runs, test_lost_line_with_open_relay_is_said);
    tcase_add_test(runs, test_supply_left_open_is_an_error);
    tcase_add_test(runs, test_doubtful_relay_is_closed);
    tcase_add_test(runs, test_late_answer_is_not_the_next_test);
    tcase_add_test(runs, test_supply_is_not_cut_without_leave);
    tcase_add_test(runs, test_only_excluded_tests_are_nothing);
    tcase_add_test(runs, test_known_failure_is_no_failure);
    tcase_add_test(runs, test_unexpected_pass_is_a_failure);
    tcase_add_test(runs, test_open_supply_is_left_open);
    tcase_add_test(runs, test_password_is_not_in_the_trace);
    suite_add_tcase(suite, runs);
    return suite;
}

FK_CHECK_MAIN(run_suite)
