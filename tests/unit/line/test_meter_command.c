/* Commands to running meters: what each answers, what each changes, and the socket they come by. */
#include "line/meter_command.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/line/server_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static struct meter_device meters[2];
static ms_t now;

static void setup(void)
{
    struct meter_config config;
    meter_config_default(&config);
    now = clock_from_civil(2026, 3, 2, 8, 30, 5);
    config.initial = 2600;
    config.phases = 3;
    meter_init(&meters[0], &config, now);
    config.address[0] = 0x02;
    config.is_external = true;
    meter_init(&meters[1], &config, now);
}

/* The answer to a command; the caller frees it. */
static char *ask(size_t count, const char *text)
{
    char *answer = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&answer, &size);
    struct meter_group group = {.meters = meters, .count = count};
    bool is_done = meter_command(&group, text, now, out);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_msg(is_done == (strncmp(answer, "error: ", 7) != 0), "%s: %s", text, answer);
    ck_assert_ptr_null(strchr(answer, '\n'));
    return answer;
}

static void expect(size_t count, const char *text, const char *expected)
{
    char *answer = ask(count, text);
    ck_assert_msg(strcmp(answer, expected) == 0, "%s\n  got      %s\n  expected %s", text, answer,
                  expected);
    free(answer);
}

static const char *const refused[][2] = {
    {"", "error: a command was expected, see 'help'"},
    {"  ", "error: a command was expected, see 'help'"},
    {"buton", "error: 'buton' is no command, see 'help'"},
    {"button now", "error: button: expected 'button'"},
    {"power", "error: power: expected 'power off|on'"},
    {"power cut", "error: power 'cut': expected on or off"},
    {"load D 1kW", "error: load 'D': expected a phase, A, B or C"},
    {"load 1.00001kW",
     "error: load '1.00001kW': expected a power up to 99.9999kW in steps of 0.1W, "
     "as 3.5kW or 800W"},
    {"load 100kW", "error: load '100kW': expected a power up to 99.9999kW in steps of 0.1W, as "
                   "3.5kW or 800W"},
    {"load 5", "error: load '5': expected a power up to 99.9999kW in steps of 0.1W, as 3.5kW or "
               "800W"},
    {"load -5W", "error: load '-5W': expected a power up to 99.9999kW in steps of 0.1W, as 3.5kW "
                 "or 800W"},
    {"voltage 1000V",
     "error: voltage '1000V': expected a voltage up to 999.9V in steps of 0.1V, as "
     "220V"},
    {"factor 0", "error: factor '0': expected a power factor from 0.001 to 1.000"},
    {"factor 1.001", "error: factor '1.001': expected a power factor from 0.001 to 1.000"},
    {"clock 45min", "error: clock '45min': expected + or -, a number and d, h, min, s or ms, as "
                    "+45min, at most 400d"},
    {"step -5min", "error: step '-5min': expected a number and d, h, min, s or ms, as 15min, at "
                   "most 400d"},
    {"step 401d", "error: step '401d': expected a number and d, h, min, s or ms, as 15min, at most "
                  "400d"},
    {"step 15min", "error: step: the time of these meters cannot be moved"},
    {"speed 86401", "error: speed '86401': expected a number from 0 to 86400"},
    {"clock +401d", "error: clock '+401d': expected + or -, a number and d, h, min, s or ms, as "
                    "+45min, at most 400d"},
    {"breaker open", "error: breaker 'open': expected stuck, ok or close"},
    {"breaker close", "error: breaker close: expected an open breaker outside the meter "
                      "(--external); a relay inside is closed by 'button'"},
    {"fault nothing",
     "error: fault 'nothing': expected no-response, lost-answer, off or the name of "
     "a defect"},
    {"fault no-response 0", "error: fault '0': expected a number of requests from 1 to 65535"},
    {"@1x state", "error: '@1x': expected @ and 1 to 12 digits of an address"},
    {"@3 state", "error: '@3': no meter here has this address"},
};

START_TEST(errors_change_nothing)
{
    static struct meter_device before;
    meter_advance(&meters[0], now);
    before = meters[0];
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        expect(1, refused[i][0], refused[i][1]);
    ck_assert_mem_eq(&meters[0], &before, sizeof before);
}
END_TEST

START_TEST(one_phase_has_no_b)
{
    meters[0].config.phases = 1;
    expect(1, "load B 1kW", "error: load 'B': the meter has one phase, A (see --phases)");
    expect(1, "voltage C 1V", "error: voltage 'C': the meter has one phase, A (see --phases)");
}
END_TEST

START_TEST(a_line_has_its_limit)
{
    char text[METER_COMMAND_MAX + 1];
    memset(text, ' ', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    expect(1, text, "error: a command has at most 255 bytes and 8 words");
    expect(1, "a b c d e f g h i", "error: a command has at most 255 bytes and 8 words");
    text[METER_COMMAND_MAX - 1] = '\0';
    expect(1, text, "error: a command was expected, see 'help'");
}
END_TEST

/* 1 kW does not divide by three: 333.4 W and twice 333.3 W. */
START_TEST(state_is_one_line)
{
    expect(1, "load 1kW", "ok");
    expect(1, "load B 0.1W", "ok");
    expect(1, "clock +45min", "ok");
    expect(
        1, "state",
        "{\"address\": \"000000000001\", \"clock\": \"2026-03-02 09:15:05\", \"powered\": true, "
        "\"relay\": \"closed\", \"contact\": \"closed\", \"stuck\": false, \"protected\": false, "
        "\"alarm\": false, \"status\": [\"0000\", \"0000\", \"0000\", \"0000\", \"0000\", "
        "\"0000\", \"0108\"], \"energy_kwh\": 26.00, "
        "\"power_w\": [333.4, 0.1, 333.3], \"current_a\": [1.515, 0.000, 1.515], "
        "\"trips\": 0, \"closes\": 0, \"outages\": 0}");
    char *both = ask(2, "state");
    ck_assert(strncmp(both, "[{\"address\": \"000000000001\"", 27) == 0);
    ck_assert_ptr_nonnull(strstr(both, "}, {\"address\": \"000000000002\""));
    free(both);
}
END_TEST

START_TEST(one_or_all_are_meant)
{
    expect(2, "@2 power off", "ok");
    ck_assert(!meters[0].is_off && meters[1].is_off);
    expect(2, "power off", "ok");
    ck_assert(meters[0].is_off);
    expect(2, "power off", "ok it was off");
    expect(2, "button", "ok nothing to close");
    expect(2, "power on", "ok");
    expect(2, "breaker stuck", "ok");
    ck_assert(meters[0].relay.flags & meters[1].relay.flags & RELAY_STUCK);
    expect(2, "fault no-response 3", "ok");
    ck_assert_uint_eq(meters[1].fault.left, 3);
    expect(2, "fault off", "ok");
    ck_assert_uint_eq(meters[1].fault.left, 0);
}
END_TEST

START_TEST(help_names_every_command)
{
    const char *form;
    struct fk_text meaning;
    char *help = ask(1, "help");
    size_t count = 0;
    for (; meter_command_info(count, &form, &meaning); count++) {
        ck_assert_ptr_nonnull(strstr(help, form));
        ck_assert(*meaning.en != '\0' && *meaning.zh != '\0');
    }
    ck_assert_uint_ge(count, 10);
    free(help);
}
END_TEST

static struct server_fixture fixture;
static char folder[] = "/tmp/fk-meter-XXXXXX";
static struct sockaddr_un place = {.sun_family = AF_UNIX};

static int control_connect(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(connect(fd, (struct sockaddr *)&place, sizeof place), 0);
    return fd;
}

static void control_ask(int fd, const char *text, const char *expected)
{
    char answer[1024];
    size_t size = 0;
    ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    do {
        ssize_t count = read(fd, answer + size, sizeof answer - 1 - size);
        ck_assert_int_gt(count, 0);
        size += (size_t)count;
    } while (size < strlen(expected) || answer[size - 1] != '\n');
    answer[size] = '\0';
    ck_assert_str_eq(answer, expected);
}

/* Two clients at the socket, lines in pieces and glued, one too long; the socket is for its owner
 * alone, is there once, and goes with the server. */
START_TEST(socket_serves_many)
{
    static char many[400];
    struct fk_diag diag;
    struct meter_control second;
    struct stat there;
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(place.sun_path, sizeof place.sun_path, "%s/c", folder);
    server_start_all(&fixture, false, false, 0, place.sun_path);
    int one = control_connect(), two = control_connect();
    control_ask(one, "power off\n", "ok\n");
    control_ask(two, "power off\npower on\n", "ok it was off\nok\n");
    ck_assert_int_eq(write(one, "hel", 3), 3);
    control_ask(two, "button\n", "ok nothing to close\n");
    control_ask(one, "lo\n", "error: 'hello' is no command, see 'help'\n");
    memset(many, 'x', sizeof many - 1);
    many[sizeof many - 2] = '\n';
    control_ask(one, many, "error: a command has at most 255 bytes\n");
    control_ask(one, "button\r\n", "ok nothing to close\n");
    close(one);
    ck_assert_int_eq(stat(place.sun_path, &there), 0);
    ck_assert_uint_eq(there.st_mode & 0777, 0600);
    meter_control_init(&second);
    ck_assert_int_eq(meter_control_listen(&second, place.sun_path, &diag), FK_E_IO);
    control_ask(two, "button\n", "ok nothing to close\n");
    server_stop(&fixture);
    close(two);
    ck_assert_int_ne(stat(place.sun_path, &there), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

START_TEST(socket_names)
{
    struct fk_diag diag;
    struct meter_control control;
    char path[METER_CONTROL_PATH + 1];
    meter_control_init(&control);
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    ck_assert_int_eq(meter_control_listen(&control, path, &diag), FK_E_ARG);
    ck_assert_int_eq(meter_control_listen(&control, "", &diag), FK_E_ARG);
    ck_assert_int_eq(meter_control_listen(&control, "/no/such/folder", &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "No such file"));
}
END_TEST

/* What a program that was killed left behind is no obstacle; a file that is no socket is. */
START_TEST(socket_left_behind)
{
    struct fk_diag diag;
    struct meter_control control;
    char name[] = "/tmp/fk-meter-XXXXXX", path[METER_CONTROL_PATH];
    ck_assert_ptr_nonnull(mkdtemp(name));
    snprintf(path, sizeof path, "%s/c", name);
    meter_control_init(&control);
    ck_assert_int_eq(meter_control_listen(&control, path, &diag), FK_OK);
    close(control.listener);
    ck_assert_int_eq(meter_control_listen(&control, path, &diag), FK_OK);
    meter_control_fini(&control);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(meter_control_listen(&control, path, &diag), FK_E_IO);
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(name), 0);
}
END_TEST

/* Standard output has no reader for a time: nobody waits for him, and nothing is lost. */
START_TEST(answers_wait_for_their_reader)
{
    enum { COMMANDS = 400 };
    struct meter_control control;
    struct meter_group group = {.meters = meters, .count = 1};
    struct pollfd fds[METER_CONTROL_FDS];
    int in[2], out[2], lines = 0;
    char bytes[4096];
    ssize_t count;
    ck_assert_int_eq(pipe(in), 0);
    ck_assert_int_eq(pipe(out), 0);
    for (int i = 0; i < COMMANDS; i++)
        ck_assert_int_eq(write(in[1], "state\n", 6), 6);
    close(in[1]);
    ck_assert_int_eq(dup2(in[0], STDIN_FILENO), STDIN_FILENO);
    ck_assert_int_eq(dup2(out[1], STDOUT_FILENO), STDOUT_FILENO);
    close(out[1]);
    meter_control_init(&control);
    meter_control_stdin(&control);
    for (int turn = 0; turn < 100; turn++) {
        meter_control_fds(&control, fds);
        if (poll(fds, METER_CONTROL_FDS, 0) > 0)
            (void)meter_control_serve(&control, fds, &group, now);
    }
    ck_assert_int_gt(control.ears[0].in,
                     -1); /* the pipe is full: 400 answers are more than 64 KB */
    while (lines < COMMANDS) {
        meter_control_fds(&control, fds);
        if (poll(fds, METER_CONTROL_FDS, 0) > 0)
            (void)meter_control_serve(&control, fds, &group, now);
        count = read(out[0], bytes, sizeof bytes);
        ck_assert_int_gt(count, 0);
        for (ssize_t i = 0; i < count; i++)
            lines += bytes[i] == '\n';
    }
    ck_assert_int_eq(lines, COMMANDS);
    for (int turn = 0; turn < 4; turn++) {
        meter_control_fds(&control, fds);
        if (poll(fds, METER_CONTROL_FDS, 0) > 0)
            (void)meter_control_serve(&control, fds, &group, now);
    }
    ck_assert_int_eq(control.ears[0].in, -1); /* and ended with its input */
    meter_control_fini(&control);
}
END_TEST

static Suite *meter_command_suite(void)
{
    Suite *suite = suite_create("meter_command");
    TCase *tc = tcase_create("command");
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_test(tc, errors_change_nothing);
    tcase_add_test(tc, one_phase_has_no_b);
    tcase_add_test(tc, a_line_has_its_limit);
    tcase_add_test(tc, state_is_one_line);
    tcase_add_test(tc, one_or_all_are_meant);
    tcase_add_test(tc, help_names_every_command);
    tcase_add_test(tc, socket_serves_many);
    tcase_add_test(tc, socket_names);
    tcase_add_test(tc, socket_left_behind);
    tcase_add_test(tc, answers_wait_for_their_reader);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_command_suite)
