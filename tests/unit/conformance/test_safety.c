/* What was found is left behind, and if it is not, everybody is told: supply, relay, parameters. */
#include "conformance/dlt645/dlt645_restore.h"
#include "conformance/dlt645/dlt645_supply.h"
#include "protocol/dlt645/dlt645_candidate.h"
#include "protocol/dlt645/dlt645_status.h"
#include "tests/unit/conformance/run_fixture.h"

#include <sys/resource.h>

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

static struct bench bench;

static void open_with(const char *defects, const char *select)
{
    bench_open(&bench, defects, NULL);
    bench_choose(&bench, select);
}

/* Requests of `function` (for 1CH with `n1`) do not arrive: `count` of them after `skip`. */
static void drop(uint8_t function, uint8_t n1, unsigned skip, unsigned count)
{
    bench.tap->drop.function = function;
    bench.tap->drop.n1 = n1;
    bench.tap->drop.skip = skip;
    bench.tap->drop.count = count;
}

/* Status word 3 follows after 3 s where 6 s are allowed. */
static void slow_relay(void)
{
    bench.device.relay_settle_ms = 6000;
    bench.tap->settle_ms = 3000;
}

/* Closes that were sent to put the device back after the first test. */
static unsigned closes_after_test(void)
{
    const struct conform_test_result *test = &bench.result.tests[0];
    unsigned count = 0;
    for (size_t i = 0; i < test->entry_count; i++) {
        const struct conform_entry *entry = &bench.result.trace.entries[test->first_entry + i];
        struct dlt645_frame frame;
        count += entry->kind == CONFORM_ENTRY_SENT && entry->is_restore &&
                 dlt645_frame_decode(conform_trace_bytes(&bench.result.trace, entry), entry->size,
                                     &frame, NULL) > 0 &&
                 frame.control == DLT645_CONTROL && frame.data[8] == RELAY_CLOSE;
    }
    return count;
}

static void expect_left_as_found(void)
{
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_CLOSED);
    ck_assert_uint_eq(bench_meter(&bench)->relay.flags, 0);
    ck_assert_msg(bench.result.tests[0].is_restored, "%s", bench.result.tests[0].not_restored);
    ck_assert_msg(bench.result.is_supply_closed, "%s", bench.result.final_check);
}

/* The line is lost after every single request of a relay test: it is opened again and the relay is
 * closed. */
START_TEST(lost_line_is_opened_again_to_close_the_relay)
{
    for (unsigned lose_at = 3; lose_at <= 12; lose_at++) {
        open_with(NULL, "trip-opens");
        bench.tap->lose_at = lose_at;
        bench_run(&bench);
        ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_CLOSED);
        ck_assert_msg(bench.result.is_supply_closed, "request %u: %s", lose_at,
                      bench.result.final_check);
        bool is_touched = lose_at > 6; /* the trip is request 7 */
        ck_assert_uint_eq(bench.tap->reopens, is_touched);
        if (lose_at <= 9) /* in the test, not in what follows it */
            ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_HARNESS);
        bench_close(&bench);
    }
}
END_TEST

/* A port that accepts and closes at once, for 6 s and for a minute: the supply may be open, so it
 * is tried until it holds, once a second; 120 s would be the end. */
START_TEST(flapping_line_does_not_leave_the_supply_open)
{
    static const ms_t flaps[] = {6 * MS_SECOND, 60 * MS_SECOND};
    struct conform_result again;
    open_with(NULL, "trip-opens");
    bench.tap->lose_at = 8; /* the trip is request 7 */
    bench.tap->flaps_until = transport_now(bench.tap->inner) + flaps[_i];
    bench_run(&bench);
    expect_left_as_found();
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_HARNESS);
    ck_assert_int_eq(bench.tap->longest_ms, CONFORM_PATIENCE_OPEN_MS);
    ck_assert_uint_ge(bench.tap->reopens, (unsigned)(flaps[_i] / MS_SECOND) - 5);
    ck_assert_uint_le(bench.tap->reopens, (unsigned)(flaps[_i] / MS_SECOND) + 2);
    conform_result_init(&again);
    conform_trace_fini(&again.trace);
    again.trace = bench.result.trace;
    again.is_virtual_time = true;
    ck_assert_int_eq(conform_rerun(&bench.options, &again), FK_OK);
    ck_assert_str_eq(again.final_check, bench.result.final_check);
    ck_assert_int_eq(again.exit_code, bench.result.exit_code);
    conform_trace_init(&again.trace);
    conform_result_fini(&again);
    bench_close(&bench);
}
END_TEST

/* The password is tried once, with what the device has; a relay that is open is left alone. */
#define NO_WRITE "{feature: write, support: yes}", "{feature: write, support: no, reason: none}"
#define NO_RELAY "{feature: relay, support: yes}", "{feature: relay, support: no, reason: none}"
static const struct {
    const char *edit[5];
    bool is_wrong, is_open, is_refused;
    uint8_t function; /* of the one try; 0: none */
} tries[] = {
    {{NULL}, false, false, false, DLT645_WRITE},
    {{NULL}, true, false, true, DLT645_WRITE},
    {{NO_WRITE, NULL}, false, false, false, DLT645_CONTROL},
    {{NO_WRITE, NULL}, true, false, true, DLT645_CONTROL},
    {{NO_WRITE, NULL}, true, true, false, 0},
    {{NO_WRITE, NO_RELAY, NULL}, true, false, false, 0},
};

START_TEST(password_is_tried_once)
{
    bool is_refused = !tries[_i].is_refused;
    bench_open(&bench, NULL, tries[_i].edit);
    struct meter_device *meter = transport_sim_meter(bench.tap->inner);
    if (tries[_i].is_wrong)
        bench.options.password[2] ^= 1;
    if (tries[_i].is_open)
        meter->relay.state = RELAY_OPEN;
    struct meter_device before = *meter;
    ck_assert_int_eq(conform_try_password(&bench.tap->base, &bench.options, &is_refused), FK_OK);
    ck_assert_int_eq(is_refused, tries[_i].is_refused);
    ck_assert_uint_eq(bench.tap->functions[DLT645_WRITE], tries[_i].function == DLT645_WRITE);
    ck_assert_uint_eq(bench.tap->functions[DLT645_CONTROL], tries[_i].function == DLT645_CONTROL);
    ck_assert_mem_eq(meter->params, before.params, sizeof before.params);
    ck_assert_mem_eq(&meter->relay, &before.relay, sizeof before.relay);
    bench_close(&bench);
}
END_TEST

/* A line that flaps for ever ends the run all the same, and the open supply is said. */
START_TEST(patience_has_an_end)
{
    open_with(NULL, "trip-opens");
    bench.tap->lose_at = 8;
    bench.tap->flaps_until = MS_NEVER;
    ms_t start = transport_now(bench.tap->inner);
    bench_run(&bench);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_OPEN);
    ck_assert(!bench.result.is_supply_closed);
    ck_assert_int_ge(transport_now(bench.tap->inner) - start, CONFORM_PATIENCE_OPEN_MS);
    ck_assert_int_le(transport_now(bench.tap->inner) - start,
                     CONFORM_PATIENCE_OPEN_MS + 10 * MS_SECOND);
    bench_close(&bench);
}
END_TEST

/* The line breaks while the device is put back after a test that passed: what was not run is no
 * pass. */
START_TEST(tests_not_run_are_no_pass)
{
    open_with(NULL, "fc.relay/1");
    bench_choose(&bench, "fc.relay/3");
    bench_choose(&bench, "fc.relay/5");
    bench.tap->lose_at = 10;
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_PASS);
    ck_assert_int_eq(bench.result.tests[1].outcome.verdict, CONFORM_NONE);
    expect_left_as_found();
    ck_assert_int_eq(bench.result.suite_verdict, CONFORM_ERROR);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_HARNESS);
    bench_close(&bench);
}
END_TEST

/* A line that broke is not trusted with more tests, though the device could be put back. */
START_TEST(nothing_is_run_on_a_line_opened_again)
{
    open_with(NULL, "fc.relay/1");
    bench_choose(&bench, "fc.relay/3");
    bench.tap->lose_at = 8;
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_ERROR);
    ck_assert_int_eq(bench.result.tests[1].outcome.verdict, CONFORM_NONE);
    expect_left_as_found();
    bench_close(&bench);
}
END_TEST

/* The trace of such a run gives the same verdicts and the same final check. */
START_TEST(lost_and_opened_again_is_derived_from_the_trace)
{
    struct conform_result again;
    open_with(NULL, "trip-opens");
    bench.tap->lose_at = 8;
    bench_run(&bench);
    conform_result_init(&again);
    conform_trace_fini(&again.trace);
    again.trace = bench.result.trace;
    again.is_virtual_time = true;
    ck_assert_int_eq(conform_rerun(&bench.options, &again), FK_OK);
    ck_assert_int_eq(again.exit_code, bench.result.exit_code);
    ck_assert_str_eq(again.final_check, bench.result.final_check);
    ck_assert(again.tests[0].is_restored);
    ck_assert_str_eq(again.tests[0].detail, bench.result.tests[0].detail);
    conform_trace_init(&again.trace);
    conform_result_fini(&again);
    bench_close(&bench);
}
END_TEST

/* A wildcard trip that is obeyed in silence, by a relay that takes its time, is found. */
START_TEST(slow_wildcard_trip_is_found_and_closed)
{
    open_with("wild-write", "wildcard-trip");
    slow_relay();
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_FAIL);
    expect_left_as_found();
    bench_close(&bench);
}
END_TEST

/* One that is shown only after the settle time is not seen, and closed all the same. */
START_TEST(unseen_wildcard_trip_is_closed)
{
    open_with("wild-write", "wildcard-trip");
    bench.tap->settle_ms = MS_HOUR;
    bench_run(&bench);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_CLOSED);
    bench_close(&bench);
}
END_TEST

/* So is one that is obeyed and answered as refused. */
START_TEST(denied_wildcard_trip_is_closed)
{
    open_with("wild-write", "wildcard-trip");
    bench.tap->settle_ms = MS_HOUR;
    bench.tap->is_denied = true;
    bench_run(&bench);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_CLOSED);
    ck_assert_uint_ge(closes_after_test(), 1);
    bench_close(&bench);
}
END_TEST

/* The trip of the test opened the relay, the permit after it is refused, and then status word 3 is
 * mute: whether the supply is closed cannot be seen, so the close is sent. */
START_TEST(refused_permit_does_not_hide_the_trip_before_it)
{
    open_with(NULL, "permit-waits");
    bench.tap->is_denied = true;
    bench.tap->denied_n1 = RELAY_PERMIT;
    bench_run(&bench);
    ck_assert_uint_ge(closes_after_test(), 1);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_CLOSED);
    bench_close(&bench);
}
END_TEST

START_TEST(wildcard_trip_with_a_delay_is_a_bench_limit)
{
    open_with("wild-write", "wildcard-trip");
    transport_sim_meter(bench.tap->inner)->params[17] = 1; /* 04001401: 1 min */
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_INCONCLUSIVE);
    ck_assert_int_eq(bench.result.tests[0].reason, CONFORM_BENCH_LIMIT);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_CLOSED);
    bench_close(&bench);
}
END_TEST

/* supply_check on a meter that is brought into a state behind its back. */
static bool check_supply(bool is_found_open, char *text, size_t size)
{
    struct conform_source source;
    struct conform_test_result test = {.id = "final"};
    struct conform_case c;
    const struct supply_found found = {.is_known = true, .is_open = is_found_open};
    conform_source_init_live(&source, &bench.tap->base, &bench.result.trace, NULL);
    struct dlt645_own own = {.settle_until = 0};
    case_init(&c, &source, &bench.device, &test, bench.options.password, 1, &own);
    case_prepare(&c);
    ck_assert_int_eq(conform_source_begin(&source, test.id), FK_OK);
    bool is_as_found = supply_check(&c, &found, text, size);
    dlt645_journal_fini(&own.journal);
    return is_as_found;
}

static void start_trip(uint16_t delay_min)
{
    struct meter_device *meter = transport_sim_meter(bench.tap->inner);
    struct relay_env env = {.trip_delay_min = delay_min};
    ck_assert_int_gt(relay_command_apply(&meter->relay, RELAY_TRIP, 0, &env, meter->now, NULL), 0);
}

START_TEST(running_trip_is_cancelled_at_the_end)
{
    char text[CONFORM_TEXT];
    bench_open(&bench, NULL, NULL);
    start_trip(30);
    ck_assert_msg(check_supply(false, text, sizeof text), "%s", text);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_CLOSED);
    bench_close(&bench);
}
END_TEST

START_TEST(running_trip_that_cannot_be_cancelled_is_said)
{
    char text[CONFORM_TEXT];
    bench_open(&bench, NULL, NULL);
    bench.tap->is_close_lost = true;
    start_trip(30);
    ck_assert(!check_supply(false, text, sizeof text));
    ck_assert_msg(strstr(text, "A TRIP IS RUNNING") != NULL, "%s", text);
    ck_assert(check_supply(true, text, sizeof text)); /* it ran when the bench came */
    bench_close(&bench);
}
END_TEST

/* The last close at the end of the run waits for a slow relay too. */
START_TEST(slow_relay_is_waited_for_at_the_end)
{
    char text[CONFORM_TEXT];
    bench_open(&bench, NULL, NULL);
    bench.tap->shown_bits = 0x50;
    slow_relay();
    start_trip(0);
    ck_assert_msg(check_supply(false, text, sizeof text), "%s", text);
    ck_assert_uint_eq(bench_meter(&bench)->relay.closes, 1);
    bench_close(&bench);
}
END_TEST

START_TEST(slow_relay_is_waited_for_after_a_test)
{
    open_with(NULL, "trip-opens");
    slow_relay();
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_PASS);
    expect_left_as_found();
    ck_assert_uint_eq(bench_meter(&bench)->relay.closes, 1); /* one close, and patience */
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    bench_close(&bench);
}
END_TEST

/* The probe's read of status word 3 is lost: tried again, and the relay that was open stays
 * open. */
START_TEST(probe_tries_its_status_again)
{
    open_with(NULL, "trip-opens");
    start_trip(0);
    drop(DLT645_READ, 0, 0, 2);
    bench_run(&bench);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_OPEN);
    ck_assert(bench.result.is_supply_closed);
    bench_close(&bench);
}
END_TEST

/* The probe never reads it: what the first test found counts. */
START_TEST(status_unknown_to_the_probe_is_found_by_a_test)
{
    open_with(NULL, "trip-opens");
    drop(DLT645_READ, 0, 0, 3);
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_PASS);
    expect_left_as_found();
    bench_close(&bench);
}
END_TEST

START_TEST(status_found_by_a_test_is_told_at_the_end)
{
    open_with(NULL, "trip-opens");
    drop(DLT645_READ, 0, 0, 3);
    bench.tap->is_close_lost = true;
    bench_run(&bench);
    ck_assert_msg(strstr(bench.result.final_check, "was closed before") != NULL, "%s",
                  bench.result.final_check);
    bench_close(&bench);
}
END_TEST

/* 04001403 is written twice and 04001401 once, the clock noted in between: all come back as they
 * were first, the newest change before the older ones. */
START_TEST(journal_is_played_backwards)
{
    static const uint8_t zero[2] = {0, 0}, one[2] = {0x01, 0}, two[2] = {0x02, 0};
    struct conform_source source;
    struct conform_test_result test = {.id = "journal"};
    struct conform_case c;
    struct case_answer answer;
    uint8_t hold[2], delay[2], now[2];
    bench_open(&bench, NULL, NULL);
    conform_source_init_live(&source, &bench.tap->base, &bench.result.trace, NULL);
    struct dlt645_own own = {.settle_until = 0};
    case_init(&c, &source, &bench.device, &test, bench.options.password, 1, &own);
    ck_assert_int_eq(conform_source_begin(&source, test.id), FK_OK);
    ms_t clock;
    ck_assert(case_get_clock(&c, &clock, &answer));
    ck_assert(case_get(&c, 0x04001403, 2, hold, &answer));
    ck_assert(case_get(&c, DI_TRIP_DELAY, 2, delay, &answer));
    ck_assert_mem_eq(delay, zero, 2);
    ck_assert(case_write(&c, NULL, 0x04001403, one, hold, 2, CASE_RIGHT));
    ck_assert(case_receive(&c, &answer) && case_expect_done(&c, &answer, DLT645_WRITE, 0));
    ck_assert(case_touch_clock(&c) && case_touch_clock(&c));
    ck_assert(case_write(&c, NULL, DI_TRIP_DELAY, two, delay, 2, CASE_RIGHT));
    ck_assert(case_receive(&c, &answer) && case_expect_done(&c, &answer, DLT645_WRITE, 0));
    ck_assert(case_write(&c, NULL, 0x04001403, two, one, 2, CASE_RIGHT));
    ck_assert(case_receive(&c, &answer) && case_expect_done(&c, &answer, DLT645_WRITE, 0));
    ck_assert_uint_eq(own.journal.count, 4);
    dlt645_restore(&c);
    ck_assert_msg(test.is_restored, "%s", test.not_restored);
    ck_assert(case_get(&c, 0x04001403, 2, now, &answer));
    ck_assert_mem_eq(now, hold, 2);
    ck_assert(case_get(&c, DI_TRIP_DELAY, 2, now, &answer));
    ck_assert_mem_eq(now, zero, 2);
    dlt645_journal_fini(&own.journal);
    bench_close(&bench);
}
END_TEST

/* Nobody knows how it was found: an open relay is not closed, and not called as found. */
START_TEST(supply_found_unknown_is_said)
{
    char text[CONFORM_TEXT];
    struct conform_source source;
    struct conform_test_result test = {.id = "final"};
    struct conform_case c;
    const struct supply_found found = {.is_known = false};
    bench_open(&bench, NULL, NULL);
    start_trip(0);
    conform_source_init_live(&source, &bench.tap->base, &bench.result.trace, NULL);
    struct dlt645_own own = {.settle_until = 0};
    case_init(&c, &source, &bench.device, &test, bench.options.password, 1, &own);
    case_prepare(&c);
    ck_assert_int_eq(conform_source_begin(&source, test.id), FK_OK);
    ck_assert(!supply_check(&c, &found, text, sizeof text));
    ck_assert_msg(strstr(text, "is not known") != NULL, "%s", text);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_OPEN);
    bench_close(&bench);
}
END_TEST

/* The first two tries to write the value back are lost on the line. */
START_TEST(item_gets_three_tries)
{
    open_with(NULL, "write-read-back");
    struct meter_device before = *bench_meter(&bench);
    drop(DLT645_WRITE, 0, 1, 2);
    bench_run(&bench);
    ck_assert_msg(bench.result.tests[0].is_restored, "%s", bench.result.tests[0].not_restored);
    ck_assert_mem_eq(bench_meter(&bench)->params, before.params, sizeof before.params);
    bench_close(&bench);
}
END_TEST

/* The end of protection is refused once: the close is sent all the same, and 3B again. */
START_TEST(refused_end_of_protection_does_not_keep_the_relay_open)
{
    open_with(NULL, "fc.protect/4");
    drop(DLT645_CONTROL, RELAY_UNPROTECT, 0, 1);
    bench_run(&bench);
    expect_left_as_found();
    bench_close(&bench);
}
END_TEST

START_TEST(close_is_sent_though_protection_never_ends)
{
    open_with(NULL, "fc.protect/4");
    drop(DLT645_CONTROL, RELAY_UNPROTECT, 0, UINT_MAX / 2);
    bench_run(&bench);
    ck_assert_int_eq(bench_meter(&bench)->relay.state, RELAY_CLOSED);
    ck_assert_uint_ge(closes_after_test(), 1);
    ck_assert(!bench.result.tests[0].is_restored);
    bench_close(&bench);
}
END_TEST

/* A value that was not put back: the test passed, the run did not, and the sentence stands apart
 * from the words of the verdict. */
START_TEST(device_not_put_back_is_an_error_of_the_run)
{
    open_with(NULL, "write-read-back");
    drop(DLT645_WRITE, 0, 1, UINT_MAX / 2);
    bench_run(&bench);
    const struct conform_test_result *test = &bench.result.tests[0];
    ck_assert(!test->is_restored);
    ck_assert_msg(strncmp(test->not_restored, "item: ", 6) == 0, "%s", test->not_restored);
    ck_assert_str_eq(test->detail, "");
    ck_assert_int_eq(test->outcome.verdict, CONFORM_PASS);
    ck_assert_uint_eq(bench.result.not_restored, 1);
    ck_assert(bench.result.is_supply_closed);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_HARNESS);
    bench_close(&bench);
}
END_TEST

/* The words of a known failure and what was not put back are told both. */
START_TEST(known_failure_does_not_hide_what_was_not_put_back)
{
    static const char *const edit[] = {
        "features:",
        "expected_failures:\n  - {test: dlt645/fc.relay/1-trip-opens, reason: since "
        "May}\nfeatures:",
        NULL};
    bench_open(&bench, "trip-not-counted", edit);
    bench_choose(&bench, "trip-opens");
    bench.tap->is_close_lost = true;
    bench_run(&bench);
    ck_assert(bench.result.tests[0].outcome.is_known);
    ck_assert_ptr_nonnull(strstr(bench.result.tests[0].detail, "since May"));
    ck_assert_ptr_nonnull(strstr(bench.result.tests[0].not_restored, "relay"));
    bench_close(&bench);
}
END_TEST

/* conform close changes nothing but the relay, and says what else is not as it should be. */
START_TEST(close_names_what_it_leaves)
{
    static const char *const says[] = {
        "the supply is closed (status word 3 is 0000)",
        "the supply is closed (status word 3 is 1000); protection (保电) is on and stays so",
        "the supply is closed (status word 3 is 0080); the alarm is on and stays so",
        ("the supply is closed (status word 3 is 1080); protection (保电) is on and stays so; the "
         "alarm is on and stays so"),
    };
    bench_open(&bench, NULL, NULL);
    transport_sim_meter(bench.tap->inner)->relay.flags = (uint8_t)_i;
    ck_assert_int_eq(conform_close_supply(&bench.tap->base, &bench.options, &bench.result), FK_OK);
    ck_assert_str_eq(bench.result.final_check, says[_i]);
    ck_assert(bench.result.is_supply_closed);
    ck_assert_uint_eq(bench_meter(&bench)->relay.flags, (unsigned)_i);
    bench_close(&bench);
}
END_TEST

#ifndef __SANITIZE_ADDRESS__
/* What the trace needs is there before the first byte is sent: without memory the device could not
 * be put back. */
START_TEST(no_memory_before_the_first_byte)
{
    const struct rlimit none = {0, RLIM_INFINITY};
    bench_open(&bench, NULL, NULL);
    bench_choose(&bench, "fc.relay");
    ck_assert_int_eq(setrlimit(RLIMIT_AS, &none), 0);
    int err = conform_run(&bench.tap->base, &bench.options, &bench.result);
    ck_assert_int_eq(err, FK_E_MEMORY);
    ck_assert_uint_eq(bench.tap->sends, 0);
    bench_close(&bench);
}
END_TEST
#endif

static Suite *safety_suite(void)
{
    Suite *suite = suite_create("conformance safety");
    TCase *runs = tcase_create("runs");
    tcase_set_timeout(runs, 30);
    tcase_add_test(runs, lost_line_is_opened_again_to_close_the_relay);
    tcase_add_test(runs, nothing_is_run_on_a_line_opened_again);
    tcase_add_loop_test(runs, flapping_line_does_not_leave_the_supply_open, 0, 2);
    tcase_add_test(runs, patience_has_an_end);
    tcase_add_loop_test(runs, password_is_tried_once, 0, (int)(sizeof tries / sizeof *tries));
    tcase_add_test(runs, tests_not_run_are_no_pass);
    tcase_add_test(runs, lost_and_opened_again_is_derived_from_the_trace);
    tcase_add_test(runs, slow_wildcard_trip_is_found_and_closed);
    tcase_add_test(runs, unseen_wildcard_trip_is_closed);
    tcase_add_test(runs, denied_wildcard_trip_is_closed);
    tcase_add_test(runs, refused_permit_does_not_hide_the_trip_before_it);
    tcase_add_test(runs, wildcard_trip_with_a_delay_is_a_bench_limit);
    tcase_add_test(runs, running_trip_is_cancelled_at_the_end);
    tcase_add_test(runs, running_trip_that_cannot_be_cancelled_is_said);
    tcase_add_test(runs, slow_relay_is_waited_for_at_the_end);
    tcase_add_test(runs, slow_relay_is_waited_for_after_a_test);
    tcase_add_test(runs, probe_tries_its_status_again);
    tcase_add_test(runs, status_unknown_to_the_probe_is_found_by_a_test);
    tcase_add_test(runs, status_found_by_a_test_is_told_at_the_end);
    tcase_add_test(runs, supply_found_unknown_is_said);
    tcase_add_test(runs, journal_is_played_backwards);
    tcase_add_test(runs, item_gets_three_tries);
    tcase_add_test(runs, refused_end_of_protection_does_not_keep_the_relay_open);
    tcase_add_test(runs, close_is_sent_though_protection_never_ends);
    tcase_add_test(runs, device_not_put_back_is_an_error_of_the_run);
#ifndef __SANITIZE_ADDRESS__
    tcase_add_test(runs, no_memory_before_the_first_byte);
#endif
    tcase_add_loop_test(runs, close_names_what_it_leaves, 0, 4);
    tcase_add_test(runs, known_failure_does_not_hide_what_was_not_put_back);
    suite_add_tcase(suite, runs);
    return suite;
}

FK_CHECK_MAIN(safety_suite)
