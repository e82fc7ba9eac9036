/* pty: against a meter server on a pseudo-terminal and against a bare one; what serial: says to it.
 */
#include "line/transport_backend.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/line/line_fixture.h"
#include "tests/unit/line/server_fixture.h"

#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <termios.h>
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

static void open_line(const char *uri)
{
    int err = transport_open(uri, &options, &line, &diag);
    ck_assert_msg(err == FK_OK, "%s", diag.text);
}

/* A pseudo-terminal without a meter. Its other side is closed, as that of a real device would be.
 */
static int open_bare(char uri[64], struct termios *settings)
{
    int master, slave;
    char path[48];
    ck_assert_int_eq(openpty(&master, &slave, path, NULL, NULL), 0);
    ck_assert_int_eq(tcgetattr(slave, settings), 0);
    snprintf(uri, 64, "pty:%s", path);
    close(slave);
    return master;
}

START_TEST(exchanges_frames)
{
    server_start(&fixture, true, false, 40);
    open_line(fixture.server.name);
    for (int i = 0; i < 3; i++)
        ck_assert_int_ge(line_exchange(line), 40);
    transport_close(line);
    open_line(fixture.server.name); /* and again: the terminal outlives its user */
    ck_assert_int_ge(line_exchange(line), 40);
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
    server_start(&fixture, true, echoes[_i].is_echo, 0);
    options.echo = echoes[_i].mode;
    open_line(fixture.server.name);
    ck_assert_int_ge(line_exchange(line), 20);
    ck_assert_int_ge(line_exchange(line), 20);
    transport_close(line);
    server_stop(&fixture);
}
END_TEST

/* Every byte value passes both ways: no control character is eaten, no line end is changed. */
START_TEST(all_bytes_pass)
{
    char uri[64];
    struct termios found;
    int master = open_bare(uri, &found);
    uint8_t all[256], back[256];
    for (int i = 0; i < 256; i++)
        all[i] = (uint8_t)i;
    open_line(uri);
    line_send(line, all, sizeof all);
    for (size_t got = 0; got < sizeof back;) {
        ssize_t count = read(master, back + got, sizeof back - got);
        ck_assert_int_gt(count, 0);
        got += (size_t)count;
    }
    ck_assert_mem_eq(back, all, sizeof all);
    ck_assert_int_eq(write(master, all, sizeof all), (ssize_t)sizeof all);
    ms_t deadline = transport_now(line) + 5000;
    for (size_t got = 0; got < sizeof back;) {
        int count = transport_receive(line, back + got, sizeof back - got, deadline, NULL, &diag);
        ck_assert_int_gt(count, 0);
        got += (size_t)count;
    }
    ck_assert_mem_eq(back, all, sizeof all);
    transport_close(line);
    close(master);
}
END_TEST

START_TEST(settings_are_left_as_found)
{
    char uri[64];
    struct termios found, during, after;
    int master = open_bare(uri, &found);
    int watcher = open(uri + 4, O_RDWR | O_NOCTTY);
    ck_assert_int_ge(watcher, 0);
    options.baud = 9600;
    open_line(uri);
    ck_assert_int_eq(tcgetattr(watcher, &during), 0);
    ck_assert_uint_eq(cfgetospeed(&during), B9600);
    ck_assert_uint_eq(during.c_lflag & (ICANON | ECHO | ISIG), 0);
    ck_assert_uint_ne(found.c_lflag & (ICANON | ECHO | ISIG), 0);
    transport_close(line);
    ck_assert_int_eq(tcgetattr(watcher, &after), 0);
    ck_assert_uint_eq(after.c_lflag, found.c_lflag);
    ck_assert_uint_eq(cfgetospeed(&after), cfgetospeed(&found));
    close(watcher);
    close(master);
}
END_TEST

START_TEST(closed_master_is_an_error_and_not_silence)
{
    char uri[64];
    struct termios found;
    int master = open_bare(uri, &found);
    open_line(uri);
    close(master);
    ms_t deadline = transport_now(line) + 5000;
    ck_assert_int_eq(transport_receive(line, bytes, sizeof bytes, deadline, NULL, &diag), FK_E_IO);
    ck_assert_int_eq(transport_send(line, bytes, 1, deadline, &diag), FK_E_IO);
    ck_assert_int_lt(transport_now(line), deadline);
    transport_close(line);
}
END_TEST

/* Nobody reads the other side: the send ends at its deadline and says so. */
START_TEST(stuck_send_ends_at_the_deadline)
{
    static const uint8_t many[65536];
    char uri[64];
    struct termios found;
    int master = open_bare(uri, &found);
    open_line(uri);
    ms_t deadline = transport_now(line) + 150;
    ck_assert_int_eq(transport_send(line, many, sizeof many, deadline, &diag), FK_E_TIMEOUT);
    ck_assert_int_ge(transport_now(line), deadline);
    transport_close(line);
    close(master);
}
END_TEST

START_TEST(what_is_no_terminal_is_refused)
{
    ck_assert_int_eq(transport_open("pty:/dev/null", &options, &line, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "not a terminal"));
    ck_assert_int_eq(transport_open("pty:/no/such/port", &options, &line, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "/no/such/port"));
    ck_assert_int_eq(transport_open("serial:/no/such/port", &options, &line, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "/no/such/port"));
}
END_TEST

START_TEST(odd_speeds_are_refused)
{
    char uri[64];
    struct termios found;
    int master = open_bare(uri, &found);
    options.baud = 2401;
    ck_assert_int_eq(transport_open(uri, &options, &line, &diag), FK_E_ARG);
    ck_assert_ptr_nonnull(strstr(diag.text, "2401"));
    close(master);
}
END_TEST

START_TEST(serial_names_the_way_out)
{
    char uri[64], serial[80];
    struct termios found;
    int master = open_bare(uri, &found);
    snprintf(serial, sizeof serial, "serial:%s", uri + 4);
    ck_assert_int_eq(transport_open(serial, &options, &line, &diag), FK_E_IO);
    ck_assert_ptr_null(line);
    ck_assert_msg(strstr(diag.text, uri) != NULL, "%s", diag.text);
    close(master);
}
END_TEST

static Suite *pty_suite(void)
{
    Suite *suite = suite_create("transport_pty");
    TCase *cases = tcase_create("pty");
    tcase_set_timeout(cases, 30);
    tcase_add_checked_fixture(cases, setup, NULL);
    tcase_add_test(cases, exchanges_frames);
    tcase_add_loop_test(cases, echo_is_taken_off, 0, (int)(sizeof echoes / sizeof echoes[0]));
    tcase_add_test(cases, all_bytes_pass);
    tcase_add_test(cases, settings_are_left_as_found);
    tcase_add_test(cases, closed_master_is_an_error_and_not_silence);
    tcase_add_test(cases, stuck_send_ends_at_the_deadline);
    tcase_add_test(cases, what_is_no_terminal_is_refused);
    tcase_add_test(cases, odd_speeds_are_refused);
    tcase_add_test(cases, serial_names_the_way_out);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(pty_suite)
