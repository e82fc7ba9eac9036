/* Late and early: called so only if it is so whatever the line and the scheduler did to the stamps.
 * And the clock: moved only if it can be put back, and put back to a fraction of a second. */
#include "models/meter/device/device.h"
#include "protocol/dlt645/dlt645_candidate.h"
#include "tests/unit/conformance/run_fixture.h"

#include <limits.h>

static struct bench bench;

/* A read request has 4 FE and 16 bytes: 20 x 11 bits at 2400 baud take 92 ms. */
static const struct row {
    const char *uri; /* NULL: sim: as it is */
    ms_t delay, send_ms, receive_ms;
    enum conform_verdict verdict;
} rows[] = {
    {NULL, 500, 0, 0, CONFORM_PASS},
    {NULL, 501, 0, 0, CONFORM_FAIL}, /* exact */
    {NULL, 20, 0, 0, CONFORM_PASS},
    {NULL, 19, 0, 0, CONFORM_FAIL},
    {"pty:x", 500, 0, 3, CONFORM_PASS}, /* taken 3 ms after they were there */
    {"pty:x", 505, 0, 0, CONFORM_PASS},
    {"pty:x", 506, 0, 0, CONFORM_FAIL},
    {"pty:x", 20, 12, 0, CONFORM_PASS}, /* the send returned 12 ms late: 8 ms are measured */
    {"pty:x", 15, 0, 0, CONFORM_PASS},
    {"pty:x", 14, 0, 0, CONFORM_FAIL},
    {"tcp:x", 500 + 92 + 5, 0, 0, CONFORM_PASS}, /* a serial server was still sending */
    {"tcp:x", 500 + 92 + 6, 0, 0, CONFORM_FAIL},
    {"tcp:x", 14, 0, 0, CONFORM_FAIL},
    {"serial:x", 92 + 15, 92, 0, CONFORM_PASS}, /* the send lasts as long as the bytes */
    {"serial:x", 92 + 14, 92, 0, CONFORM_FAIL},
    {"serial:x", 92 + 505, 92, 0, CONFORM_PASS},
    {"serial:x", 92 + 506, 92, 0, CONFORM_FAIL},
};

START_TEST(delay_is_judged_by_the_favourable_stamp)
{
    const struct row *row = &rows[_i];
    bench_open(&bench, NULL, NULL);
    transport_sim_meter(bench.tap->inner)->config.rules.answer_delay_ms = (int32_t)row->delay;
    bench.tap->send_ms = row->send_ms;
    bench.tap->receive_ms = row->receive_ms;
    if (row->uri)
        bench_pretend(&bench, row->uri);
    bench_choose(&bench, "answer-delay");
    bench_run(&bench);
    const struct conform_test_result *test = &bench.result.tests[0];
    ck_assert_msg(test->outcome.verdict == row->verdict, "%s, %d ms: %s %s", row->uri,
                  (int)row->delay, test->detail, test->actual);
    bench_close(&bench);
}
END_TEST

/* A failure gives the delay that also stands among the answer times, and what the line adds. */
START_TEST(delay_is_told_as_measured)
{
    bench_open(&bench, NULL, NULL);
    transport_sim_meter(bench.tap->inner)->config.rules.answer_delay_ms = 1;
    bench_pretend(&bench, "pty:x");
    bench_choose(&bench, "answer-delay");
    bench_run(&bench);
    ck_assert_str_eq(bench.result.tests[0].actual,
                     "it began 1 ms after the request, at most 6 ms for what the line adds; "
                     "20 to 500 ms are required (latency_ms 0)");
    bench_expect_delays(&bench, 1);
    bench_close(&bench);
}
END_TEST

/* Frames of a function that were sent in the first test. */
static unsigned sent_frames(uint8_t function)
{
    const struct conform_test_result *test = &bench.result.tests[0];
    unsigned count = 0;
    for (size_t i = 0; i < test->entry_count; i++) {
        const struct conform_entry *entry = &bench.result.trace.entries[test->first_entry + i];
        struct dlt645_frame frame;
        count += entry->kind == CONFORM_ENTRY_SENT &&
                 dlt645_frame_decode(conform_trace_bytes(&bench.result.trace, entry), entry->size,
                                     &frame, NULL) > 0 &&
                 frame.control == function;
    }
    return count;
}

static const char *const clock_tests[] = {"beyond-window", "within-window"};

/* The clock cannot be written: nothing moves it. */
START_TEST(clock_that_cannot_be_put_back_is_not_moved)
{
    bench_open(&bench, NULL, NULL);
    bench.tap->drop.function = DLT645_WRITE;
    bench.tap->drop.count = UINT_MAX / 2;
    bench_choose(&bench, clock_tests[_i]);
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_INCONCLUSIVE);
    ck_assert_int_eq(bench.result.tests[0].reason, CONFORM_PRECONDITION);
    ck_assert(bench.result.tests[0].is_restored);
    ck_assert_uint_eq(sent_frames(DLT645_BROADCAST_TIME), 0);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_INCONCLUSIVE);
    bench_close(&bench);
}
END_TEST

/* Whatever the meter's fraction of a second is, it is kept. */
START_TEST(clock_comes_back_to_a_fraction_of_a_second)
{
    static const ms_t offsets[] = {0, 1, 170, 340, 500, 660, 999, -330, 7777, 333 * MS_SECOND};
    bench_open(&bench, NULL, NULL);
    struct meter_device *meter = transport_sim_meter(bench.tap->inner);
    meter->config.rules.answer_delay_ms = 200;
    meter->clock_set += offsets[_i / 2];
    ms_t before = meter_clock_offset(meter);
    bench_choose(&bench, clock_tests[_i % 2]);
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_PASS);
    ms_t moved = meter_clock_offset(meter) - before;
    ck_assert_msg(moved >= -200 && moved <= 200, "moved by %d ms", (int)moved);
    ck_assert_uint_ge(sent_frames(DLT645_WRITE), 1);
    bench_close(&bench);
}
END_TEST

/* The present time is written, then the clock is put back: the first two tries are lost. */
START_TEST(clock_gets_three_tries)
{
    bench_open(&bench, NULL, NULL);
    ms_t before = meter_clock_offset(bench_meter(&bench));
    bench.tap->drop.function = DLT645_WRITE;
    bench.tap->drop.skip = 1;
    bench.tap->drop.count = 2;
    bench_choose(&bench, "within-window");
    bench_run(&bench);
    ck_assert(bench.result.tests[0].is_restored);
    ms_t moved = meter_clock_offset(bench_meter(&bench)) - before;
    ck_assert_msg(moved >= -200 && moved <= 200, "moved by %d ms", (int)moved);
    bench_close(&bench);
}
END_TEST

/* A real meter is not moved to noon. */
START_TEST(real_clock_near_midnight_is_left_alone)
{
    bench_wall = clock_from_civil(2026, 2, 28, 23, 50, 0);
    bench_open(&bench, NULL, NULL);
    ms_t before = meter_clock_offset(bench_meter(&bench));
    bench_pretend(&bench, "tcp:x");
    bench_choose(&bench, clock_tests[_i]);
    bench_run(&bench);
    ck_assert_int_eq(bench.result.tests[0].outcome.verdict, CONFORM_INCONCLUSIVE);
    ck_assert_int_eq(bench.result.tests[0].reason, CONFORM_PRECONDITION);
    ck_assert_msg(strstr(bench.result.tests[0].detail, "near midnight") != NULL, "%s",
                  bench.result.tests[0].detail);
    ck_assert_uint_eq(sent_frames(DLT645_WRITE) + sent_frames(DLT645_BROADCAST_TIME), 0);
    ck_assert_int_eq(meter_clock_offset(bench_meter(&bench)), before);
    bench_close(&bench);
}
END_TEST

static Suite *timing_suite(void)
{
    Suite *suite = suite_create("conformance timing");
    TCase *stamps = tcase_create("stamps"), *clocks = tcase_create("clocks");
    tcase_add_loop_test(stamps, delay_is_judged_by_the_favourable_stamp, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(stamps, delay_is_told_as_measured);
    tcase_add_loop_test(clocks, clock_that_cannot_be_put_back_is_not_moved, 0, 2);
    tcase_add_loop_test(clocks, clock_comes_back_to_a_fraction_of_a_second, 0, 20);
    tcase_add_test(clocks, clock_gets_three_tries);
    tcase_add_loop_test(clocks, real_clock_near_midnight_is_left_alone, 0, 2);
    suite_add_tcase(suite, stamps);
    suite_add_tcase(suite, clocks);
    return suite;
}

FK_CHECK_MAIN(timing_suite)
