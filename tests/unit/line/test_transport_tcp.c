/* tcp: - against a meter server on a free port, and against peers that misbehave. */
#include "line/transport_backend.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/line/line_fixture.h"
#include "tests/unit/line/server_fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static struct server_fixture fixture;
static struct transport *line;
static struct transport_options options;
static struct fk_diag diag;
static uint8_t bytes[LINE_BYTES_MAX];

static void setup(void)
{
    transport_options_default(&options);
    options.echo = TRANSPORT_ECHO_OFF;
}

static void connect_to_server(void)
{
    int err = transport_open(fixture.server.name, &options, &line, &diag);
    ck_assert_msg(err == FK_OK, "%s", diag.text);
}

/* A peer of our own: a listening socket and the URI to reach it. */
static int listen_raw(char uri[64])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, size), 0);
    ck_assert_int_eq(listen(fd, 1), 0);
    ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    snprintf(uri, 64, "tcp:127.0.0.1:%u", ntohs(address.sin_port));
    return fd;
}

/* No upper bound for the delay but the exchange's own: a loaded machine may be late, never early.
 */
START_TEST(answers_not_before_its_delay)
{
    server_start(&fixture, false, false, 60);
    connect_to_server();
    ck_assert(!transport_is_virtual(line));
    for (int i = 0; i < 3; i++)
        ck_assert_int_ge(line_exchange(line), 60);
    transport_close(line);
    server_stop(&fixture);
}
END_TEST

static const struct {
    uint8_t mode;
    bool is_echo;
} echoes[] = {{TRANSPORT_ECHO_ON, true}, {TRANSPORT_ECHO_AUTO, true}, {TRANSPORT_ECHO_AUTO, false}};

START_TEST(echo_is_taken_off)
{
    server_start(&fixture, false, echoes[_i].is_echo, 0);
    options.echo = echoes[_i].mode;
    connect_to_server();
    ck_assert_int_ge(line_exchange(line), 20);
    ck_assert_int_ge(line_exchange(line), 20);
    ck_assert_uint_eq(line->echo.mode, echoes[_i].is_echo ? TRANSPORT_ECHO_ON : TRANSPORT_ECHO_OFF);
    transport_close(line);
    server_stop(&fixture);
}
END_TEST

START_TEST(echo_off_shows_the_echo)
{
    uint8_t heard[LINE_BYTES_MAX];
    server_start(&fixture, false, true, 0);
    connect_to_server();
    size_t size = line_request(bytes);
    line_send(line, bytes, size);
    ms_t deadline = transport_now(line) + 2000;
    size_t got = 0;
    while (got < size) {
        int count = transport_receive(line, heard + got, size - got, deadline, NULL, &diag);
        ck_assert_int_gt(count, 0);
        got += (size_t)count;
    }
    ck_assert_mem_eq(heard, bytes, size);
    transport_close(line);
    server_stop(&fixture);
}
END_TEST

START_TEST(spoilt_echo_is_a_collision)
{
    server_start(&fixture, false, true, 0);
    fixture.server.line.echo_flip = 0x01;
    options.echo = TRANSPORT_ECHO_ON;
    connect_to_server();
    size_t size = line_request(bytes);
    line_send(line, bytes, size);
    ms_t deadline = transport_now(line) + 2000;
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, deadline, NULL, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "collision"));
    transport_close(line);
    server_stop(&fixture);
}
END_TEST

/* Two clients one after the other find the same meter; a second at the same time is turned away and
 * sees a lost line, not silence. */
START_TEST(one_client_at_a_time)
{
    struct transport *second;
    server_start(&fixture, false, false, 0);
    connect_to_server();
    ck_assert_int_ge(line_exchange(line), 20);
    ck_assert_int_eq(transport_open(fixture.server.name, &options, &second, &diag), FK_OK);
    ms_t deadline = transport_now(second) + 5000;
    ck_assert_int_eq(transport_receive(second, bytes, sizeof bytes, deadline, NULL, &diag),
                     FK_E_IO);
    transport_close(second);
    ck_assert_int_ge(line_exchange(line), 20);
    for (int i = 0; i < 20; i++) { /* on each other's heels */
        transport_close(line);
        connect_to_server();
        ck_assert_int_ge(line_exchange(line), 20);
    }
    transport_close(line);
    server_stop(&fixture);
}
END_TEST

START_TEST(silence_lasts_to_the_deadline)
{
    char uri[64];
    int fd = listen_raw(uri);
    ck_assert_int_eq(transport_open(uri, &options, &line, &diag), FK_OK);
    ms_t deadline = transport_now(line) + 130;
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, deadline, NULL, &diag), 0);
    ck_assert_int_ge(transport_now(line), deadline);
    ck_assert_int_lt(transport_now(line), deadline + 1000);
    ms_t begin = transport_now(line);
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, begin - 1, NULL, &diag), 0);
    ck_assert_int_lt(transport_now(line), begin + 500); /* a deadline in the past polls */
    transport_close(line);
    close(fd);
}
END_TEST

START_TEST(disconnect_is_an_error_and_not_silence)
{
    char uri[64];
    int fd = listen_raw(uri);
    ck_assert_int_eq(transport_open(uri, &options, &line, &diag), FK_OK);
    int peer = accept(fd, NULL, NULL);
    ck_assert_int_eq(write(peer, "\x68", 1), 1);
    close(peer);
    ms_t deadline = transport_now(line) + 5000;
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, deadline, NULL, &diag), 1);
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, deadline, NULL, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "closed"));
    ck_assert_int_lt(transport_now(line), deadline);
    transport_close(line);
    close(fd);
}
END_TEST

START_TEST(refused_connection_is_an_error)
{
    char uri[64];
    close(listen_raw(uri));
    ck_assert_int_eq(transport_open(uri, &options, &line, &diag), FK_E_IO);
    ck_assert_ptr_null(line);
    ck_assert_ptr_nonnull(strstr(diag.text, "refused"));
}
END_TEST

static volatile sig_atomic_t stop;

static void on_alarm(int number)
{
    (void)number;
    stop = 1;
}

/* The signal interrupts poll(); a second thread could not be told from a slow machine. */
START_TEST(raised_stop_ends_a_receive)
{
    char uri[64];
    int fd = listen_raw(uri);
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval timer = {.it_value.tv_usec = 20000};
    options.stop = &stop;
    ck_assert_int_eq(transport_open(uri, &options, &line, &diag), FK_OK);
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
    ms_t begin = transport_now(line);
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, begin + 30000, NULL, &diag),
                     FK_E_STATE);
    ck_assert_int_eq(transport_wait(line, begin + 30000), FK_E_STATE);
    ck_assert_int_lt(transport_now(line), begin + 10000);
    transport_close(line);
    close(fd);
}
END_TEST

/* A signal that is not the stop: the receive goes on to its deadline. */
START_TEST(other_signals_do_not_end_a_receive)
{
    char uri[64];
    int fd = listen_raw(uri);
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval timer = {.it_value.tv_usec = 20000};
    ck_assert_int_eq(transport_open(uri, &options, &line, &diag), FK_OK);
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
    ms_t deadline = transport_now(line) + 120;
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, deadline, NULL, &diag), 0);
    ck_assert_int_ge(transport_now(line), deadline);
    ck_assert_int_eq(stop, 1);
    setitimer(ITIMER_REAL, &timer, NULL);
    deadline = transport_now(line) + 120;
    ck_assert_int_eq(transport_wait(line, deadline), FK_OK);
    ck_assert_int_ge(transport_now(line), deadline);
    transport_close(line);
    close(fd);
}
END_TEST

START_TEST(port_in_use_is_a_sentence)
{
    static struct meter_server second;
    server_start(&fixture, false, false, 0);
    ck_assert_int_eq(meter_server_open_tcp(&second, &fixture.meter, fixture.server.name + 4, &diag),
                     FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "in use"));
    ck_assert_int_eq(meter_server_open_tcp(&second, &fixture.meter, "localhost", &diag),
                     FK_E_FORMAT);
    server_stop(&fixture);
}
END_TEST

/* The peer hangs up and is there again: a new connection in the place of the old one. */
START_TEST(lost_line_is_opened_again)
{
    char uri[64];
    int listener = listen_raw(uri);
    ck_assert_int_eq(transport_open(uri, &options, &line, &diag), FK_OK);
    close(accept(listener, NULL, NULL));
    ms_t end = transport_now(line) + 5000;
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, end, NULL, &diag), FK_E_IO);
    ck_assert_int_eq(transport_reopen(&line, &options, 1000, &diag), FK_OK);
    ck_assert_str_eq(transport_uri(line), uri);
    int peer = accept(listener, NULL, NULL);
    ck_assert_int_eq(write(peer, "x", 1), 1);
    end = transport_now(line) + 5000;
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, end, NULL, &diag), 1);
    transport_close(line);
    close(peer);
    close(listener);
}
END_TEST

/* Nobody is there any more: the line says so, whatever is asked of it, and can be tried again. */
START_TEST(line_that_stays_lost_is_dead)
{
    char uri[64];
    int listener = listen_raw(uri);
    ck_assert_int_eq(transport_open(uri, &options, &line, &diag), FK_OK);
    close(accept(listener, NULL, NULL));
    close(listener);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(transport_reopen(&line, &options, 1, &diag), FK_E_IO);
        ms_t now = transport_now(line);
        ck_assert_int_eq(transport_send(line, bytes, 1, now + 1000, &diag), FK_E_IO);
        ck_assert_int_eq(transport_receive(line, bytes, 1, now + 1000, NULL, &diag), FK_E_IO);
        ck_assert_int_eq(transport_wait(line, now + 1), FK_OK);
    }
    transport_close(line);
}
END_TEST

/* A signal has been raised already when the device is put back: opening does not look at it. */
START_TEST(stop_does_not_keep_from_opening_again)
{
    static volatile sig_atomic_t raised;
    char uri[64];
    int listener = listen_raw(uri);
    options.stop = &raised;
    ck_assert_int_eq(transport_open(uri, &options, &line, &diag), FK_OK);
    raised = 1;
    ck_assert_int_eq(transport_reopen(&line, &options, 1000, &diag), FK_OK);
    transport_close(line);
    close(listener);
}
END_TEST

static Suite *tcp_suite(void)
{
    Suite *suite = suite_create("transport_tcp");
    TCase *cases = tcase_create("tcp");
    tcase_set_timeout(cases, 30);
    tcase_add_checked_fixture(cases, setup, NULL);
    tcase_add_test(cases, answers_not_before_its_delay);
    tcase_add_test(cases, lost_line_is_opened_again);
    tcase_add_test(cases, line_that_stays_lost_is_dead);
    tcase_add_test(cases, stop_does_not_keep_from_opening_again);
    tcase_add_loop_test(cases, echo_is_taken_off, 0, (int)(sizeof echoes / sizeof echoes[0]));
    tcase_add_test(cases, echo_off_shows_the_echo);
    tcase_add_test(cases, spoilt_echo_is_a_collision);
    tcase_add_test(cases, one_client_at_a_time);
    tcase_add_test(cases, silence_lasts_to_the_deadline);
    tcase_add_test(cases, disconnect_is_an_error_and_not_silence);
    tcase_add_test(cases, refused_connection_is_an_error);
    tcase_add_test(cases, raised_stop_ends_a_receive);
    tcase_add_test(cases, other_signals_do_not_end_a_receive);
    tcase_add_test(cases, port_in_use_is_a_sentence);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(tcp_suite)
