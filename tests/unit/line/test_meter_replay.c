/* How the time of running meters goes by that of the line, and load curves that are replayed. */
#include "line/meter_line.h"
#include "line/meter_replay.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/line/line_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct meter_device meter;
static struct meter_line line;
static struct meter_replay replay;
static struct fk_diag diag;
static char path[32];
static ms_t start;

static void setup(void)
{
    struct meter_config config;
    meter_config_default(&config);
    config.phases = 3;
    config.per_day = 0;
    start = clock_from_civil(2026, 3, 2, 8, 30, 0);
    meter_init(&meter, &config, start);
    meter_line_init(&line, &meter, start);
    strcpy(path, "/tmp/fk-replay-XXXXXX");
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
}

static void teardown(void)
{
    meter_replay_fini(&replay);
    ck_assert_int_eq(unlink(path), 0);
}

static int replay_text(const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
    int err = meter_replay_open(&replay, path, &diag);
    replay.start = start;
    return err;
}

/* An hour at 3 kW, half an hour at 6 kW, then nothing: 6.00 kWh however late one looks. */
START_TEST(curve_is_counted_whenever_one_looks)
{
    ck_assert_int_eq(replay_text("after,kw,factor\n0:00,3,0.5\n1:00:00,6.0,1.000\r\n1:30,0,1\n"),
                     FK_OK);
    meter_replay_run(&replay, &meter, 1, start + 10 * MS_MINUTE);
    ck_assert_uint_eq(meter.load.dw[0], 10000);
    ck_assert_uint_eq(meter.load.dw[2], 10000);
    ck_assert_uint_eq(meter.load.power_factor, 500);
    meter_replay_run(&replay, &meter, 1, start + MS_DAY);
    meter_advance(&meter, start + MS_DAY);
    ck_assert_int_eq(energy_register(&meter.energy), 600);
    ck_assert_uint_eq(meter.load.power_factor, 1000);
}
END_TEST

START_TEST(curve_of_three_phases)
{
    ck_assert_int_eq(replay_text("after,kw_a,kw_b,kw_c\n0:05,1,2.5,0.0001\n"), FK_OK);
    meter_replay_run(&replay, &meter, 1, start + 5 * MS_MINUTE - 1);
    ck_assert(!meter.load.is_set);
    meter_replay_run(&replay, &meter, 1, start + 5 * MS_MINUTE);
    ck_assert_uint_eq(meter.load.dw[0], 10000);
    ck_assert_uint_eq(meter.load.dw[1], 25000);
    ck_assert_uint_eq(meter.load.dw[2], 1);
}
END_TEST

static const struct {
    const char *text, *what;
} wrong[] = {
    {"", "line 2: expected at least one row"},
    {"after,kw\n", "line 2: expected at least one row"},
    {"time,kw\n0:00,1\n", "line 1: expected the columns"},
    {"after,kw\n0:00,1\n0:00,2\n", "line 3: expected a later time"},
    {"after,kw\n0:60,1\n", "line 2: expected a time"},
    {"after,kw\n0:00,1,2\n", "line 2: expected a time"},
    {"after,kw\n0:00,1.00001\n", "line 2: expected a time"},
    {"after,kw\n0:00,100\n", "line 2: expected a time"},
    {"after,kw\n0:00,-1\n", "line 2: expected a time"},
    {"after,kw\n0:00,1.\n", "line 2: expected a time"},
    {"after,kw,factor\n0:00,1,0\n", "line 2: expected a time"},
    {"after,kw_a,kw_b,kw_c\n0:00,1,2\n", "line 2: expected a time"},
};

/* What is no line of text is refused, not cut. */
static void expect_bytes(const char *bytes, size_t size)
{
    char name[] = "/tmp/fk-replay-XXXXXX";
    int fd = mkstemp(name);
    ck_assert_int_eq(write(fd, bytes, size), (int)size);
    ck_assert_int_eq(close(fd), 0);
    int err = meter_replay_open(&replay, name, &diag);
    ck_assert_int_eq(unlink(name), 0);
    ck_assert_int_eq(err, FK_E_FORMAT);
    ck_assert_msg(strstr(diag.text, ", line 2: expected a line") != NULL, "%s", diag.text);
}

START_TEST(curves_that_are_wrong)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_int_eq(replay_text(wrong[i].text), FK_E_FORMAT);
        ck_assert_msg(strstr(diag.text, wrong[i].what) != NULL, "%s", diag.text);
    }
    ck_assert_int_eq(meter_replay_open(&replay, "/no/such", &diag), FK_E_IO);
    expect_bytes("after,kw\n0:00,1\0\n", 18);
    char text[400] = "after,kw\n0:00,1";
    memset(text + 15, '0', 300);
    expect_bytes(text, strlen(text));
}
END_TEST

/* 60 times as fast from 10 s on, then an hour at once: 10 s + 600 s + 1 h after 20 s. */
START_TEST(time_has_its_pace)
{
    ck_assert_int_eq(meter_line_time(&line, start + 5), start + 5);
    meter_line_pace(&line, start + 10 * MS_SECOND, 60, 0);
    ck_assert_int_eq(meter_line_time(&line, start + 20 * MS_SECOND), start + 610 * MS_SECOND);
    meter_line_pace(&line, start + 20 * MS_SECOND, 0, MS_HOUR);
    ck_assert_int_eq(meter_line_time(&line, start + MS_DAY), start + 610 * MS_SECOND + MS_HOUR);
}
END_TEST

/* Whatever the pace, an answer takes its 30 ms on the line, 400 ms inside a frame are no silence
 * and 600 ms are. */
START_TEST(the_line_keeps_its_own_time)
{
    static const uint32_t speeds[] = {0, 1, 3600};
    uint8_t request[LINE_BYTES_MAX], out[METER_LINE_QUEUE];
    size_t size = line_request(request);
    for (size_t i = 0; i < 3; i++) {
        ms_t at = start + (ms_t)(1 + i) * MS_HOUR;
        meter_line_pace(&line, at, speeds[i], 0);
        (void)meter_line_input(&line, request, 6, at);
        (void)meter_line_output(&line, at, out, sizeof out);
        (void)meter_line_input(&line, request + 6, size - 6, at + 400);
        ck_assert_uint_eq(meter_line_output(&line, at + 429, out, sizeof out), 0);
        ck_assert_uint_gt(meter_line_output(&line, at + 430, out, sizeof out), 0);
        (void)meter_line_input(&line, request, 6, at + MS_MINUTE);
        (void)meter_line_output(&line, at + MS_MINUTE, out, sizeof out);
        (void)meter_line_input(&line, request + 6, size - 6, at + MS_MINUTE + 600);
        ck_assert_uint_eq(meter_line_output(&line, at + 2 * MS_MINUTE, out, sizeof out), 0);
        meter_line_reset(&line);
    }
}
END_TEST

static Suite *meter_replay_suite(void)
{
    Suite *suite = suite_create("meter_replay");
    TCase *tc = tcase_create("replay");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, curve_is_counted_whenever_one_looks);
    tcase_add_test(tc, curve_of_three_phases);
    tcase_add_test(tc, curves_that_are_wrong);
    tcase_add_test(tc, time_has_its_pace);
    tcase_add_test(tc, the_line_keeps_its_own_time);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_replay_suite)
