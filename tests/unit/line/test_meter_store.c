/* The memory of running meters: what a new start finds, whatever ended the program. */
#include "line/endpoint.h"
#include "line/meter_store.h"
#include "models/meter/device/device_hands.h"
#include "protocol/dlt645/dlt645_candidate.h"
#include "protocol/dlt645/dlt645_item.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/line/server_fixture.h"

#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct meter_device meters[2];
static struct meter_store *store;
static struct fk_diag diag;
static char folder[32], path[64];
static ms_t start;

static void make(size_t count, ms_t now)
{
    struct meter_config config;
    meter_config_default(&config);
    config.initial = 2600;
    for (size_t i = 0; i < count; i++) {
        config.address[0] = (uint8_t)(0x01 + i);
        meter_init(&meters[i], &config, now);
    }
}

static void setup(void)
{
    strcpy(folder, "/tmp/fk-store-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/m", folder);
    start = clock_from_civil(2026, 3, 2, 8, 30, 5);
    make(1, start);
}

static void teardown(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static int open_store(size_t count, ms_t now)
{
    return meter_store_open(&store, path, meters, count, now, &diag);
}

static void keep_and_close(void)
{
    ck_assert_int_eq(meter_store_keep_all(store, true, &diag), FK_OK);
    meter_store_close(store);
}

/* 8 kWh a day: 3 h are 1.00 kWh. Killed then, started 2 h later: no energy in between, the clock
 * has gone on, an outage is noted, a trip with a timer (1D) has closed. */
START_TEST(start_is_the_end_of_an_outage)
{
    uint16_t why;
    ck_assert_int_eq(open_store(1, start), FK_OK);
    meter_clock_jump(&meters[0], 45 * MS_MINUTE, start);
    meter_advance(&meters[0], start + 3 * MS_HOUR);
    struct relay_env env = {0};
    ck_assert_int_gt(relay_command_apply(&meters[0].relay, RELAY_TRIP_THEN_CLOSE, 1, &env,
                                         start + 3 * MS_HOUR, &why),
                     0);
    meters[0].trip_count = 7;
    keep_and_close();
    ms_t later = start + 5 * MS_HOUR;
    make(1, later);
    ck_assert_int_eq(open_store(1, later), FK_OK);
    ck_assert_int_eq(energy_register(&meters[0].energy), 2700);
    ck_assert_int_eq(meter_clock_offset(&meters[0]), 45 * MS_MINUTE);
    ck_assert_uint_eq(meters[0].relay.state, RELAY_CLOSED);
    ck_assert_uint_eq(meters[0].outages, 1);
    ck_assert_int_eq(meters[0].outage[0].from, start + 3 * MS_HOUR + 45 * MS_MINUTE);
    ck_assert_int_eq(meters[0].outage[0].to, later + 45 * MS_MINUTE);
    meter_advance(&meters[0], later + 3 * MS_HOUR);
    ck_assert_int_eq(energy_register(&meters[0].energy), 2800);
    meter_store_close(store);
}
END_TEST

/* The machine's clock was set back by a day: the meter's is right from where it stood. */
START_TEST(time_that_went_back_was_no_time)
{
    ck_assert_int_eq(open_store(1, start), FK_OK);
    meter_advance(&meters[0], start + 3 * MS_HOUR);
    keep_and_close();
    make(1, start - MS_DAY);
    ck_assert_int_eq(open_store(1, start - MS_DAY), FK_OK);
    meter_advance(&meters[0], start - MS_DAY + 3 * MS_HOUR);
    ck_assert_int_eq(energy_register(&meters[0].energy), 2800);
    ck_assert_int_eq(meters[0].clock_set + meters[0].now - meters[0].clock_set_at,
                     start + 6 * MS_HOUR);
    meter_store_close(store);
}
END_TEST

START_TEST(each_meter_has_its_file)
{
    make(2, start);
    ck_assert_int_eq(open_store(2, start), FK_OK);
    meters[0].trip_count = 3;
    meters[1].trip_count = 4;
    keep_and_close();
    make(2, start);
    ck_assert_int_eq(open_store(2, start), FK_OK);
    ck_assert_uint_eq(meters[0].trip_count, 3);
    ck_assert_uint_eq(meters[1].trip_count, 4);
    meter_store_close(store);
    strcat(path, ".000000000002");
    ck_assert_int_eq(access(path, F_OK), 0);
}
END_TEST

START_TEST(only_one_has_it)
{
    struct meter_store *other;
    ck_assert_int_eq(open_store(1, start), FK_OK);
    ck_assert_int_eq(meter_store_open(&other, path, meters, 1, start, &diag), FK_E_IO);
    ck_assert_ptr_null(other);
    ck_assert_ptr_nonnull(strstr(diag.text, "another virtual meter has this state"));
    meter_store_close(store);
    ck_assert_int_eq(open_store(1, start), FK_OK);
    meter_store_close(store);
}
END_TEST

static void expect_refused(const char *what)
{
    make(1, start);
    ck_assert_int_eq(open_store(1, start), FK_E_FORMAT);
    ck_assert_msg(strstr(diag.text, what) != NULL, "%s", diag.text);
}

/* Every byte of the file counts, and so does its length. */
START_TEST(damage_is_seen)
{
    static uint8_t bytes[8192];
    ck_assert_int_eq(open_store(1, start), FK_OK);
    keep_and_close();
    int fd = open(path, O_RDWR);
    ssize_t size = read(fd, bytes, sizeof bytes);
    ck_assert_int_gt(size, 1000);
    for (ssize_t at = 0; at < size; at += 13) {
        uint8_t wrong = bytes[at] ^ 0x20;
        ck_assert_int_eq(pwrite(fd, &wrong, 1, at), 1);
        expect_refused(at < 16 ? "no state of a virtual meter" : "checksum");
        ck_assert_int_eq(pwrite(fd, &bytes[at], 1, at), 1);
    }
    ck_assert_int_eq(ftruncate(fd, size - 1), 0);
    expect_refused("checksum");
    ck_assert_int_eq(ftruncate(fd, 0), 0);
    expect_refused("empty");
    ck_assert_int_eq(write(fd, "energy: 26\n", 11), 11);
    expect_refused("no state of a virtual meter");
    close(fd);
}
END_TEST

/* A link is the file that it leads to; one that leads nowhere, a second name, a pipe are no file
 * that a save could replace. */
START_TEST(a_file_has_one_name)
{
    char other[sizeof path + 8], text[PATH_MAX + 16];
    struct meter_store *second;
    snprintf(other, sizeof other, "%s-link", path);
    ck_assert_int_eq(symlink(path, other), 0);
    ck_assert_int_eq(meter_store_open(&second, other, meters, 1, start, &diag), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "this is a link"));
    ck_assert_int_eq(open_store(1, start), FK_OK);
    ck_assert_int_eq(meter_store_open(&second, other, meters, 1, start, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "another virtual meter has this state"));
    meters[0].trip_count = 7;
    keep_and_close();
    make(1, start);
    ck_assert_int_eq(meter_store_open(&store, other, meters, 1, start, &diag), FK_OK);
    ck_assert_uint_eq(meters[0].trip_count, 7);
    meters[0].trip_count = 8;
    keep_and_close();
    ck_assert_int_eq(readlink(other, text, sizeof text), (int)strlen(path));
    make(1, start);
    ck_assert_int_eq(open_store(1, start), FK_OK);
    ck_assert_uint_eq(meters[0].trip_count, 8);
    meter_store_close(store);
    ck_assert_int_eq(unlink(other), 0);
    ck_assert_int_eq(link(path, other), 0);
    expect_refused("another name too");
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    expect_refused("a file was expected");
}
END_TEST

START_TEST(what_cannot_be_written)
{
    strcpy(path, "/no/such/folder/m");
    ck_assert_int_eq(open_store(1, start), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "cannot be saved: /no/such/folder/m.lock: No such"));
}
END_TEST

/* A program with a meter of 99 kW that goes on where its file says; its port comes back by
 * `ready`. */
static void serve(int ready)
{
    static struct meter_server server;
    static const uint32_t load[METER_PHASES] = {990000, 0, 0};
    make(1, meter_server_wall());
    meters[0].config.rules.answer_delay_ms = 1;
    if (open_store(1, meter_server_wall()) != FK_OK)
        _exit(3);
    meter_load_set(&meters[0], load, meter_server_wall());
    if (meter_server_open_tcp(&server, meters, "127.0.0.1:0", &diag) != FK_OK)
        _exit(4);
    server.store = store;
    if (write(ready, server.name, sizeof server.name) < 0)
        _exit(5);
    _exit(meter_server_run(&server, &diag) == FK_OK ? 0 : 6);
}

struct program {
    pid_t pid;
    int line; /* a TCP connection to it */
};

static struct program program_start(void)
{
    struct program program;
    char name[METER_SERVER_NAME];
    struct addrinfo *addresses;
    int pipes[2];
    ck_assert_int_eq(pipe(pipes), 0);
    program.pid = fork();
    if (program.pid == 0)
        serve(pipes[1]);
    close(pipes[1]);
    ck_assert_int_eq(read(pipes[0], name, sizeof name), sizeof name);
    close(pipes[0]);
    ck_assert_int_eq(endpoint_resolve(name + 4, false, &addresses, &diag), FK_OK);
    program.line = socket(addresses->ai_family, SOCK_STREAM, 0);
    ck_assert_int_eq(connect(program.line, addresses->ai_addr, addresses->ai_addrlen), 0);
    freeaddrinfo(addresses);
    return program;
}

/* Data of the answer into `data`, its size returned; -1: the program is dead. */
static int ask(const struct program *program, uint8_t control, const uint8_t *data, size_t size,
               uint8_t *out)
{
    struct dlt645_frame frame = {.address = {0x01}, .control = control, .length = (uint8_t)size};
    uint8_t bytes[DLT645_FRAME_MAX + 8];
    memcpy(frame.data, data, size);
    int length = dlt645_frame_encode(&frame, 4, bytes, sizeof bytes);
    if (send(program->line, bytes, (size_t)length, MSG_NOSIGNAL) != length)
        return -1;
    size_t got = 0;
    while (got < 4 + 12 || got < 4 + 12 + (size_t)bytes[4 + 9]) {
        ssize_t count = recv(program->line, bytes + got, sizeof bytes - got, 0);
        if (count <= 0)
            return -1;
        got += (size_t)count;
    }
    ck_assert_int_gt(dlt645_frame_decode(bytes, got, &frame, NULL), 0);
    ck_assert_uint_eq(frame.control, control | 0x80);
    memcpy(out, frame.data, frame.length);
    return frame.length;
}

static int64_t ask_number(const struct program *program, uint32_t di, size_t size)
{
    uint8_t data[4], answer[DLT645_FRAME_MAX];
    dlt645_di_put(data, di);
    int length = ask(program, 0x11, data, sizeof data, answer);
    if (length < 0)
        return -1;
    ck_assert_int_eq(length, (int)(4 + size));
    return dlt645_bcd_get(answer + 4, size);
}

/* Trip delay in minutes, 04001401. */
static bool write_delay(const struct program *program, unsigned value)
{
    uint8_t data[14] = {0x01, 0x14, 0x00, 0x04, 0x02}, answer[DLT645_FRAME_MAX];
    data[12] = (uint8_t)(value % 100 / 10 << 4 | value % 10);
    data[13] = (uint8_t)(value / 1000 << 4 | value / 100 % 10);
    return ask(program, 0x14, data, sizeof data, answer) == 0;
}

/* What was told to the master, and what was on the way when the program died. */
struct told {
    int64_t energy, writes;
    unsigned value; /* of the parameter; `value` + 1 may be there too */
    ms_t began;     /* of the first start */
};

static void look_back(const struct program *program, struct told *told)
{
    int64_t delay = ask_number(program, 0x04001401, 2);
    int64_t writes = ask_number(program, 0x03300000, 3);
    int64_t energy = ask_number(program, 0x00010000, 4);
    bool was_done = delay == told->value + 1;
    ck_assert_msg(was_done || delay == told->value, "%d after %u", (int)delay, told->value);
    ck_assert_int_eq(writes, told->writes + was_done);
    ck_assert_int_ge(energy, told->energy);
    /* 99 kW are 0.0275 kWh a second: no second counts twice */
    ck_assert_int_le(energy * 1000,
                     2600000 + (meter_server_wall() - told->began) * 275 / 100 + 1000);
    told->value += was_done;
    told->writes += was_done;
    told->energy = energy;
}

/* kill -9 at random moments while the master writes and reads without a pause: what was
 * acknowledged is there, once. 12 times, with --long 200. */
START_TEST(killed_at_any_moment)
{
    const char *is_long = getenv("FK_LONG");
    struct told told = {.energy = 2600, .began = meter_server_wall()};
    int rounds = is_long && strcmp(is_long, "1") == 0 ? 200 : 12, writes = 0;
    srand(1);
    for (int i = 0; i < rounds; i++) {
        struct program program = program_start();
        if (i > 0)
            look_back(&program, &told);
        pid_t killer = fork();
        if (killer == 0) {
            usleep((useconds_t)(rand() % 200000));
            _exit(kill(program.pid, SIGKILL));
        }
        while (write_delay(&program, told.value + 1)) {
            told.value++;
            told.writes++;
            writes++;
            int64_t energy = ask_number(&program, 0x00010000, 4);
            if (energy < 0)
                break;
            ck_assert_int_ge(energy, told.energy);
            told.energy = energy;
        }
        ck_assert_int_eq(waitpid(killer, NULL, 0), killer);
        ck_assert_int_eq(waitpid(program.pid, NULL, 0), program.pid);
        close(program.line);
        (void)rand(); /* each killer has a moment of its own */
    }
    ck_assert_int_gt(writes, rounds / 2);
}
END_TEST

static Suite *meter_store_suite(void)
{
    Suite *suite = suite_create("meter_store");
    TCase *tc = tcase_create("store");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 300);
    tcase_add_test(tc, start_is_the_end_of_an_outage);
    tcase_add_test(tc, time_that_went_back_was_no_time);
    tcase_add_test(tc, each_meter_has_its_file);
    tcase_add_test(tc, only_one_has_it);
    tcase_add_test(tc, damage_is_seen);
    tcase_add_test(tc, a_file_has_one_name);
    tcase_add_test(tc, what_cannot_be_written);
    tcase_add_test(tc, killed_at_any_moment);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_store_suite)
