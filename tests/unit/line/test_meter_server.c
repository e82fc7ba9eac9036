/* The line of the virtual meter: when bytes arrive and leave, with and without a speed; echo; what
 * a hung-up line forgets; and the events of the meter server. */
#include "line/meter_line.h"
#include "models/meter/device/device_state.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/line/line_fixture.h"
#include "tests/unit/line/server_fixture.h"

#include <string.h>

#define DELAY  40
#define ANSWER 22 /* bytes of the answer to the request of line_fixture.h */

static struct meter_device meter;
static struct meter_line line;
static uint8_t request[LINE_BYTES_MAX], out[METER_LINE_QUEUE];
static size_t size;
static ms_t start;

static void setup(void)
{
    struct meter_config config;
    meter_config_default(&config);
    config.rules.answer_delay_ms = DELAY;
    start = TRANSPORT_SIM_WALL;
    meter_init(&meter, &config, start);
    meter_line_init(&line, &meter, start);
    size = line_request(request);
}

START_TEST(answer_leaves_after_its_delay)
{
    ck_assert_int_eq(meter_line_due(&line), MS_NEVER);
    ck_assert_uint_eq(meter_line_input(&line, request, size, start), size);
    ck_assert_int_eq(meter_line_due(&line), start);
    ck_assert_uint_eq(meter_line_output(&line, start, out, sizeof out), 0);
    ck_assert_int_eq(meter_line_due(&line), start + DELAY);
    ck_assert_uint_eq(meter_line_output(&line, start + DELAY - 1, out, sizeof out), 0);
    ck_assert_uint_eq(meter_line_output(&line, start + DELAY, out, sizeof out), ANSWER);
    ck_assert_int_eq(meter_line_due(&line), MS_NEVER);
}
END_TEST

/* 2400 baud, 11 bits: byte k is there ceil(k x 4.58 ms) after the first began. 12 bytes take 55 ms,
 * the answer begins 40 ms later and its first byte takes 5 ms, all 22 take 101 ms. */
START_TEST(bytes_take_their_time)
{
    line.baud = 2400;
    ck_assert_uint_eq(meter_line_input(&line, request, size, start), size);
    ms_t first = start + 55 + DELAY + 5, last = start + 55 + DELAY + 101;
    ck_assert_uint_eq(meter_line_output(&line, first - 1, out, sizeof out), 0);
    ck_assert_uint_eq(meter_line_output(&line, first, out, sizeof out), 1);
    ck_assert_uint_eq(meter_line_output(&line, last - 1, out, sizeof out), ANSWER - 2);
    ck_assert_uint_eq(meter_line_output(&line, last, out, sizeof out), 1);
    ck_assert_uint_eq(meter_line_output(&line, last + 1000, out, sizeof out), 0);
}
END_TEST

/* A request that comes while the meter answers is heard when the answer has left. */
START_TEST(request_waits_for_the_answer_before_it)
{
    (void)meter_line_input(&line, request, size, start);
    (void)meter_line_output(&line, start, out, sizeof out);
    (void)meter_line_input(&line, request, size, start + 10);
    ck_assert_uint_eq(meter_line_output(&line, start + DELAY, out, sizeof out), ANSWER);
    ck_assert_uint_eq(meter_line_output(&line, start + 2 * DELAY - 1, out, sizeof out), 0);
    ck_assert_uint_eq(meter_line_output(&line, start + 2 * DELAY, out, sizeof out), ANSWER);
}
END_TEST

START_TEST(echo_comes_at_once_and_first)
{
    line.is_echo = true;
    (void)meter_line_input(&line, request, size, start);
    ck_assert_uint_eq(meter_line_output(&line, start + DELAY, out, sizeof out), size + ANSWER);
    ck_assert_mem_eq(out, request, size);
    line.echo_flip = 0x10;
    (void)meter_line_input(&line, request, size, start + 1000);
    ck_assert_uint_eq(meter_line_output(&line, start + 1000, out, sizeof out), size);
    ck_assert_uint_eq(out[0], request[0] ^ 0x10);
    ck_assert_mem_eq(out + 1, request + 1, size - 1);
}
END_TEST

START_TEST(reset_forgets_both_directions_and_half_a_frame)
{
    (void)meter_line_input(&line, request, size - 1, start);
    (void)meter_line_output(&line, start, out, sizeof out);
    meter_line_reset(&line);
    (void)meter_line_input(&line, request + size - 1, 1, start + 1);
    ck_assert_uint_eq(meter_line_output(&line, start + 1000, out, sizeof out), 0);
    (void)meter_line_input(&line, request, size, start + 2000);
    (void)meter_line_output(&line, start + 2000, out, sizeof out);
    meter_line_reset(&line);
    ck_assert_uint_eq(meter_line_output(&line, start + 3000, out, sizeof out), 0);
    (void)meter_line_input(&line, request, size, start + 4000); /* and the line works on */
    ck_assert_uint_eq(meter_line_output(&line, start + 5000, out, sizeof out), ANSWER);
}
END_TEST

/* Time that seems to go back is lifted: nothing is heard before what was heard. */
START_TEST(time_never_goes_back)
{
    (void)meter_line_output(&line, start + 500, out, sizeof out);
    (void)meter_line_input(&line, request, size, start);
    ck_assert_uint_eq(meter_line_output(&line, start + 500 + DELAY - 1, out, sizeof out), 0);
    ck_assert_uint_eq(meter_line_output(&line, start + 500 + DELAY, out, sizeof out), ANSWER);
}
END_TEST

/* More than the queue holds is not taken, and an answer waits until its bytes find room. */
START_TEST(full_queues_lose_nothing)
{
    static uint8_t many[METER_LINE_QUEUE + 1];
    ck_assert_uint_eq(meter_line_input(&line, many, sizeof many, start), METER_LINE_QUEUE);
    ck_assert_uint_eq(meter_line_input(&line, many, 1, start), 0);
    (void)meter_line_output(&line, start, out, sizeof out);
    ck_assert_uint_eq(meter_line_input(&line, many, 1, start), 1);
    meter_line_reset(&line);
    line.is_echo = true;
    ck_assert_uint_eq(meter_line_input(&line, many, METER_LINE_QUEUE - size, start),
                      METER_LINE_QUEUE - size);
    ck_assert_uint_eq(meter_line_input(&line, request, size, start), size);
    ck_assert_uint_eq(meter_line_output(&line, start + 1000, out, METER_LINE_QUEUE),
                      METER_LINE_QUEUE);
    size_t got = 0;
    for (ms_t at = start + 1000; at < start + 5000; at++)
        got += meter_line_output(&line, at, out, sizeof out);
    ck_assert_uint_eq(got, ANSWER);
}
END_TEST

static struct {
    size_t requests, answers;
    ms_t answer_at;
} seen;

static void see(void *context, enum meter_line_direction direction, ms_t at, const uint8_t *bytes,
                size_t count_bytes)
{
    (void)context;
    (void)bytes;
    if (direction == METER_LINE_REQUEST) {
        seen.requests += count_bytes;
    } else {
        seen.answers += count_bytes;
        seen.answer_at = at;
    }
}

START_TEST(hook_sees_both_directions)
{
    line.hook = see;
    (void)meter_line_input(&line, request, size, start);
    (void)meter_line_output(&line, start + 1000, out, sizeof out);
    ck_assert_uint_eq(seen.requests, size);
    ck_assert_uint_eq(seen.answers, ANSWER);
    ck_assert_int_eq(seen.answer_at, start + DELAY);
}
END_TEST

/* Events are handled in the order in which they were given, so nothing has to be waited for. */
START_TEST(server_hands_key_and_power_to_the_meter)
{
    static struct server_fixture fixture;
    struct fk_diag diag;
    server_start(&fixture, true, false, 0);
    server_stop(&fixture);
    fixture.meter.relay.state = RELAY_PERMITTED;
    ck_assert_int_eq(meter_server_open_pty(&fixture.server, &fixture.meter, &diag), FK_OK);
    meter_server_signal(&fixture.server, METER_SERVER_KEY);
    meter_server_signal(&fixture.server, METER_SERVER_STOP);
    ck_assert_int_eq(meter_server_run(&fixture.server, &diag), FK_OK);
    ck_assert_uint_eq(fixture.meter.relay.state, RELAY_CLOSED);

    fixture.meter.relay.state = RELAY_TRIP_DELAY;
    fixture.meter.relay.due = MS_NEVER;
    fixture.meter.relay.then = RELAY_OPEN;
    meter_server_signal(&fixture.server, METER_SERVER_POWER);
    meter_server_signal(&fixture.server, METER_SERVER_STOP);
    ck_assert_int_eq(meter_server_run(&fixture.server, &diag), FK_OK);
    ck_assert_uint_eq(fixture.meter.relay.state, RELAY_OPEN);
    meter_server_fini(&fixture.server);
}
END_TEST

static Suite *line_suite(void)
{
    Suite *suite = suite_create("meter_server");
    TCase *cases = tcase_create("line");
    tcase_add_checked_fixture(cases, setup, NULL);
    tcase_add_test(cases, answer_leaves_after_its_delay);
    tcase_add_test(cases, bytes_take_their_time);
    tcase_add_test(cases, request_waits_for_the_answer_before_it);
    tcase_add_test(cases, echo_comes_at_once_and_first);
    tcase_add_test(cases, reset_forgets_both_directions_and_half_a_frame);
    tcase_add_test(cases, time_never_goes_back);
    tcase_add_test(cases, full_queues_lose_nothing);
    tcase_add_test(cases, hook_sees_both_directions);
    tcase_add_test(cases, server_hands_key_and_power_to_the_meter);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(line_suite)
