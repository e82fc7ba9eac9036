/* sim: - virtual time, deadlines to the millisecond, glued requests, defects of the URI. */
#include "line/transport_backend.h"
#include "models/meter/device/device_state.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/line/line_fixture.h"

static struct transport *line;
static struct transport_options options;
static struct fk_diag diag;
static uint8_t bytes[LINE_BYTES_MAX];

static void open_sim(const char *uri)
{
    ck_assert_int_eq(transport_open(uri, &options, &line, &diag), FK_OK);
}

static void setup(void)
{
    transport_options_default(&options);
}

static void teardown(void)
{
    transport_close(line);
    line = NULL;
}

START_TEST(answers_after_the_configured_delay)
{
    struct meter_config config;
    meter_config_default(&config);
    config.rules.answer_delay_ms = 137;
    options.meter = &config;
    open_sim("sim:");
    ck_assert(transport_is_virtual(line));
    ck_assert_str_eq(transport_uri(line), "sim:");
    ck_assert_int_eq(line_exchange(line), 137);
    ck_assert_int_eq(transport_wall(line), TRANSPORT_SIM_WALL + 137);
}
END_TEST

START_TEST(silence_ends_exactly_at_the_deadline)
{
    open_sim("sim:");
    ms_t begin = transport_now(line);
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, begin + 777, NULL, &diag), 0);
    ck_assert_int_eq(transport_now(line), begin + 777);
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, begin, NULL, &diag), 0);
    ck_assert_int_eq(transport_now(line), begin + 777); /* never back */
}
END_TEST

START_TEST(deadline_one_ms_early_is_silence_and_loses_nothing)
{
    struct meter_config config;
    meter_config_default(&config);
    config.rules.answer_delay_ms = 50;
    options.meter = &config;
    open_sim("sim:");
    size_t size = line_request(bytes);
    ms_t begin = transport_now(line), at = 0;
    line_send(line, bytes, size);
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, begin + 49, NULL, &diag), 0);
    ck_assert_int_gt(transport_receive(line, bytes, sizeof bytes, begin + 50, &at, &diag), 0);
    ck_assert_int_eq(at, begin + 50);
}
END_TEST

START_TEST(wait_moves_the_clock_and_keeps_the_answer)
{
    open_sim("sim:");
    size_t size = line_request(bytes);
    line_send(line, bytes, size);
    ms_t begin = transport_now(line);
    ck_assert_int_eq(transport_wait(line, begin + 5000), FK_OK);
    ck_assert_int_eq(transport_now(line), begin + 5000);
    ck_assert_int_gt(transport_receive(line, bytes, sizeof bytes, begin, NULL, &diag), 0);
}
END_TEST

/* Two requests in one send: the second is answered when the first answer has left. */
START_TEST(glued_requests_get_two_answers)
{
    struct dlt645_frame frame;
    ms_t first = 0;
    open_sim("sim:");
    size_t size = line_request(bytes);
    memmove(bytes + size, bytes, size);
    line_send(line, bytes, 2 * size);
    ms_t begin = transport_now(line);
    ck_assert_uint_gt(line_collect(line, begin + 1000, bytes, &frame, &first), 0);
    ms_t second = 0;
    ck_assert_uint_gt(line_collect(line, begin + 2000, bytes, &frame, &second), 0);
    ck_assert_int_eq(second - first, first - begin);
}
END_TEST

START_TEST(small_buffer_receives_in_pieces)
{
    open_sim("sim:");
    size_t size = line_request(bytes);
    line_send(line, bytes, size);
    ms_t deadline = transport_now(line) + 1000;
    size_t got = 0;
    while (got < 18) {
        ck_assert_int_eq(transport_receive(line, bytes + got, 1, deadline, NULL, &diag), 1);
        got++;
    }
    ck_assert_uint_eq(transport_echo_take(&line->echo, bytes, 1, NULL), 0);
}
END_TEST

START_TEST(the_device_can_be_reached)
{
    open_sim("sim:");
    struct meter_device *meter = transport_sim_meter(line);
    ck_assert_ptr_nonnull(meter);
    meter->relay.state = RELAY_PERMITTED;
    ck_assert(meter_key(meter, transport_wall(line)));
    ck_assert_uint_eq(meter->relay.state, RELAY_CLOSED);
}
END_TEST

START_TEST(defects_of_the_uri_are_added)
{
    struct meter_config config;
    meter_config_default(&config);
    config.rules.answer_delay_ms = 600;
    options.meter = &config;
    open_sim("sim:bad-checksum,settle=4000,no-resync,strict-plain");
    const struct meter_rules *rules = &transport_sim_meter(line)->config.rules;
    ck_assert_int_eq(rules->settle_ms, 4000);
    ck_assert_int_eq(rules->plain_orders_all, 0);
    ck_assert_int_eq(rules->answer_delay_ms, 600);
    ck_assert_int_eq(rules->sum_flip, 0x55);
    ck_assert_int_eq(rules->resyncs, 0);
    ck_assert_int_eq(rules->checks_sum, 1);
}
END_TEST

static const struct {
    const char *uri, *word;
} bad_uris[] = {{"sim:no-such-defect", "no-such-defect"},
                {"sim:late-answer,early-answer", "answer_delay_ms to 5, which is 600 already"},
                {"sim:settle=", "settle="},
                {"sim:settle=60001", "0 to 60000"},
                {"sim:settle=1s", "'settle=1s'"},
                {"sim:settle=-1", "'settle=-1'"},
                {"sim:bad-checksum,", "comma"},
                {"sim:,bad-checksum", "comma"},
                {"com:1", "serial:PATH"},
                {"", "sim:"},
                {"tcp:127.0.0.1", "HOST:PORT"},
                {"tcp:127.0.0.1:", "HOST:PORT"},
                {"tcp:127.0.0.1:70000", "HOST:PORT"},
                {"tcp::1:7000", "HOST:PORT"},
                {"tcp:127.0.0.1:0", "port 0"}};

START_TEST(bad_uri_is_a_usage_error)
{
    ck_assert_int_eq(transport_open(bad_uris[_i].uri, &options, &line, &diag), FK_E_FORMAT);
    ck_assert_ptr_null(line);
    ck_assert_msg(strstr(diag.text, bad_uris[_i].word) != NULL, "%s", diag.text);
}
END_TEST

START_TEST(options_out_of_range_are_refused)
{
    options.baud = 599;
    ck_assert_int_eq(transport_open("sim:", &options, &line, &diag), FK_E_ARG);
    options.baud = 115201;
    ck_assert_int_eq(transport_open("sim:", &options, &line, &diag), FK_E_ARG);
    options.baud = 600;
    options.echo = TRANSPORT_ECHO_AUTO + 1;
    ck_assert_int_eq(transport_open("sim:", &options, &line, &diag), FK_E_ARG);
    options.echo = TRANSPORT_ECHO_OFF;
    options.parity = TRANSPORT_PARITY_ODD + 1;
    ck_assert_int_eq(transport_open("sim:", &options, &line, &diag), FK_E_ARG);
}
END_TEST

START_TEST(raised_stop_ends_every_call)
{
    volatile sig_atomic_t stop = 0;
    options.stop = &stop;
    open_sim("sim:");
    ck_assert_int_gt(line_exchange(line), 0);
    stop = 1;
    ms_t now = transport_now(line);
    ck_assert_int_eq(transport_send(line, bytes, 1, now + 1, &diag), FK_E_STATE);
    ck_assert_int_eq(transport_receive(line, bytes, 1, now + 1, NULL, &diag), FK_E_STATE);
    ck_assert_int_eq(transport_wait(line, now + 1), FK_E_STATE);
    transport_set_stop(line, NULL); /* the clean-up talks on */
    ck_assert_int_gt(line_exchange(line), 0);
}
END_TEST

static Suite *sim_suite(void)
{
    Suite *suite = suite_create("transport_sim");
    TCase *cases = tcase_create("sim");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, answers_after_the_configured_delay);
    tcase_add_test(cases, silence_ends_exactly_at_the_deadline);
    tcase_add_test(cases, deadline_one_ms_early_is_silence_and_loses_nothing);
    tcase_add_test(cases, wait_moves_the_clock_and_keeps_the_answer);
    tcase_add_test(cases, glued_requests_get_two_answers);
    tcase_add_test(cases, small_buffer_receives_in_pieces);
    tcase_add_test(cases, the_device_can_be_reached);
    tcase_add_test(cases, defects_of_the_uri_are_added);
    tcase_add_loop_test(cases, bad_uri_is_a_usage_error, 0,
                        (int)(sizeof bad_uris / sizeof bad_uris[0]));
    tcase_add_test(cases, options_out_of_range_are_refused);
    tcase_add_test(cases, raised_stop_ends_every_call);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(sim_suite)
