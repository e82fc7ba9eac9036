/* Many meters on one line, clients that share it, and how answers leave: gaps, leading FE, wrong
 * bits. */
#include "line/endpoint.h"
#include "protocol/dlt645/dlt645_address.h"
#include "protocol/dlt645/dlt645_candidate.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/line/server_fixture.h"

#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define METERS 50
#define DELAY  30 /* of an answer, ms */

static struct meter_device meters[METERS];
static struct meter_line line;
static uint8_t out[METER_LINE_QUEUE];
static ms_t start;

static void setup(void)
{
    struct meter_config config;
    start = clock_from_civil(2026, 3, 2, 8, 30, 5);
    for (unsigned i = 0; i < METERS; i++) {
        meter_config_default(&config);
        char digits[16];
        snprintf(digits, sizeof digits, "%u", 101 + i);
        ck_assert_int_eq(dlt645_address_parse(digits, config.address), FK_OK);
        meter_init(&meters[i], &config, start);
    }
    meter_line_init(&line, meters, start);
    line.count = METERS;
}

static size_t request(const char *address, uint8_t control, const uint8_t *data, size_t size,
                      uint8_t *bytes)
{
    struct dlt645_frame frame = {.control = control, .length = (uint8_t)size};
    ck_assert_int_eq(dlt645_address_parse(address, frame.address), FK_OK);
    if (size > 0)
        memcpy(frame.data, data, size);
    int length = dlt645_frame_encode(&frame, 0, bytes, DLT645_FRAME_MAX);
    ck_assert_int_gt(length, 0);
    return (size_t)length;
}

static size_t read_address(const char *address, uint8_t *bytes)
{
    return request(address, 0x13, NULL, 0, bytes);
}

/* Sends at `at`; returns the bytes that have left 1 s later. */
static size_t exchange(const uint8_t *bytes, size_t size, ms_t at)
{
    ck_assert_uint_eq(meter_line_input(&line, bytes, size, at), size);
    return meter_line_output(&line, at + MS_SECOND, out, sizeof out);
}

START_TEST(each_answers_under_its_address)
{
    uint8_t bytes[DLT645_FRAME_MAX];
    for (unsigned i = 0; i < METERS; i++) {
        char digits[16];
        struct dlt645_frame answer;
        snprintf(digits, sizeof digits, "%u", 101 + i);
        size_t got = exchange(bytes, read_address(digits, bytes), start + i * 2 * MS_SECOND);
        ck_assert_int_eq(dlt645_frame_decode(out, got, &answer, NULL), (int)got);
        ck_assert_mem_eq(answer.address, meters[i].config.address, sizeof answer.address);
    }
    ck_assert_uint_eq(exchange(bytes, read_address("151", bytes), start + MS_HOUR), 0);
}
END_TEST

/* 16H to all of them: instant freezes at one moment. */
START_TEST(broadcast_reaches_all)
{
    static const uint8_t instant[] = {0x99, 0x99, 0x99, 0x99};
    uint8_t bytes[DLT645_FRAME_MAX];
    size_t size = request("999999999999", 0x16, instant, sizeof instant, bytes);
    ck_assert_uint_eq(exchange(bytes, size, start + MS_MINUTE), 0);
    for (unsigned i = 0; i < METERS; i++)
        ck_assert_int_eq(meters[i].instant[0].at, start + MS_MINUTE);
}
END_TEST

/* Two requests glued: the second is heard when the answer to the first has left, 30 ms each. */
START_TEST(glued_requests_do_not_collide)
{
    uint8_t bytes[2 * DLT645_FRAME_MAX];
    size_t size = read_address("101", bytes);
    size += read_address("102", bytes + size);
    (void)meter_line_input(&line, bytes, size, start);
    ck_assert_uint_eq(meter_line_output(&line, start + DELAY, out, sizeof out), 22);
    ck_assert_uint_eq(out[4 + 1], 0x01);
    ck_assert_uint_eq(meter_line_output(&line, start + 2 * DELAY - 1, out, sizeof out), 0);
    ck_assert_uint_eq(meter_line_output(&line, start + 2 * DELAY, out, sizeof out), 22);
    ck_assert_uint_eq(out[4 + 1], 0x02);
}
END_TEST

/* 101 and 102 answer at once: 01 AND 02 is 00, and the check sums 16H apart spoil the frame. */
START_TEST(answers_collide)
{
    uint8_t bytes[DLT645_FRAME_MAX];
    struct dlt645_frame answer;
    line.count = 2;
    size_t got = exchange(bytes, read_address("AAAAAAAAAAAA", bytes), start);
    ck_assert_uint_eq(got, 22);
    ck_assert_uint_eq(out[4 + 1], 0x00);
    ck_assert_int_le(dlt645_frame_decode(out, got, &answer, NULL), 0);
    line.count = 1;
    got = exchange(bytes, read_address("AAAAAAAAAAAA", bytes), start + MS_MINUTE);
    ck_assert_int_eq(dlt645_frame_decode(out, got, &answer, NULL), 22);
}
END_TEST

/* 22 bytes, 10 ms between two of them: the last leaves 210 ms after the first. */
START_TEST(gap_between_bytes)
{
    uint8_t bytes[DLT645_FRAME_MAX];
    line.gap_ms = 10;
    (void)meter_line_input(&line, bytes, read_address("101", bytes), start);
    ck_assert_uint_eq(meter_line_output(&line, start + DELAY, out, sizeof out), 1);
    ck_assert_uint_eq(meter_line_output(&line, start + DELAY + 209, out, sizeof out), 20);
    ck_assert_uint_eq(meter_line_output(&line, start + DELAY + 210, out, sizeof out), 1);
}
END_TEST

START_TEST(leading_bytes)
{
    uint8_t bytes[DLT645_FRAME_MAX];
    meters[0].config.rules.wakes = 0;
    ck_assert_uint_eq(exchange(bytes, read_address("101", bytes), start), 18);
    ck_assert_uint_eq(out[0], 0x68);
    meters[0].config.rules.wakes = METER_WAKES_MAX;
    meters[0].config.rules.answer_copies = METER_COPIES_MAX;
    ck_assert_uint_eq(exchange(bytes, read_address("101", bytes), start + MS_MINUTE),
                      METER_COPIES_MAX * (METER_WAKES_MAX + 18));
    ck_assert_uint_eq(out[METER_WAKES_MAX - 1], 0xFE);
    ck_assert_uint_eq(out[METER_WAKES_MAX], 0x68);
}
END_TEST

/* One bit a byte; of a million bytes half a million, within four deviations of 500; none where none
 * shall be. */
START_TEST(wrong_bits)
{
    static uint8_t bytes[1000];
    size_t wrong = 0, bits = 0;
    line.errors = 500000;
    for (int i = 0; i < 1000; i++) {
        (void)meter_line_input(&line, bytes, sizeof bytes, start + i);
        for (size_t at = 0; at < line.in.size; at++) {
            wrong += line.in.bytes[at] != 0;
            bits += (size_t)__builtin_popcount(line.in.bytes[at]);
        }
        meter_line_reset(&line);
    }
    ck_assert_uint_eq(bits, wrong);
    ck_assert_uint_ge(wrong, 498000);
    ck_assert_uint_le(wrong, 502000);
    line.errors = 0;
    (void)meter_line_input(&line, bytes, sizeof bytes, start + 2000);
    ck_assert_mem_eq(line.in.bytes, bytes, sizeof bytes);
}
END_TEST

/* More pieces than the line tells apart: none is early, none is lost, none overtakes. */
START_TEST(many_pieces)
{
    uint8_t bytes[DLT645_FRAME_MAX];
    (void)meter_line_input(&line, bytes, read_address("101", bytes), start);
    (void)meter_line_output(&line, start, out, sizeof out);
    size_t size = read_address("102", bytes);
    for (size_t i = 0; i < size; i++)
        ck_assert_uint_eq(meter_line_input(&line, &bytes[i], 1, start + 1 + (ms_t)i), 1);
    for (size_t i = 0; i < 100; i++)
        ck_assert_uint_eq(
            meter_line_input(&line, (const uint8_t[]){0xFE}, 1, start + 100 + 3 * (ms_t)i), 1);
    ck_assert_uint_eq(meter_line_output(&line, start + MS_SECOND, out, sizeof out), 44);
    ck_assert_uint_eq(out[22 + 4 + 1], 0x02);
}
END_TEST

static struct server_fixture fixture;

static int client(void)
{
    struct fk_diag diag;
    struct addrinfo *addresses;
    ck_assert_int_eq(endpoint_resolve(fixture.server.name + 4, false, &addresses, &diag), FK_OK);
    int fd = socket(addresses->ai_family, SOCK_STREAM, 0);
    ck_assert_int_eq(connect(fd, addresses->ai_addr, addresses->ai_addrlen), 0);
    freeaddrinfo(addresses);
    return fd;
}

/* Both ask at once, each gets his answer and nobody else's; half a frame of one holds the other up
 * for 500 ms and no longer. */
START_TEST(clients_take_turns)
{
    uint8_t bytes[DLT645_FRAME_MAX];
    size_t size = read_address("1", bytes);
    server_prepare(&fixture, false, false, 0, NULL);
    fixture.server.clients = 2;
    server_go(&fixture);
    int fds[2] = {client(), client()};
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 2; i++)
            ck_assert_int_eq(write(fds[i], bytes, size), (ssize_t)size);
        for (int i = 0; i < 2; i++)
            ck_assert_int_eq(recv(fds[i], out, 22, MSG_WAITALL), 22);
    }
    ck_assert_int_eq(write(fds[0], bytes, 5), 5);
    ck_assert_int_eq(write(fds[1], bytes, size), (ssize_t)size);
    ck_assert_int_eq(recv(fds[1], out, 22, MSG_WAITALL), 22);
    struct pollfd none = {.fd = fds[0], .events = POLLIN};
    ck_assert_int_eq(poll(&none, 1, 0), 0);
    int third = client();
    ck_assert_int_eq(recv(third, out, 1, 0), 0); /* closed at once */
    close(third);
    close(fds[0]);
    ck_assert_int_eq(write(fds[1], bytes, size), (ssize_t)size);
    ck_assert_int_eq(recv(fds[1], out, 22, MSG_WAITALL), 22);
    close(fds[1]);
    server_stop(&fixture);
}
END_TEST

static Suite *meter_bus_suite(void)
{
    Suite *suite = suite_create("meter_bus");
    TCase *tc = tcase_create("bus");
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_test(tc, each_answers_under_its_address);
    tcase_add_test(tc, broadcast_reaches_all);
    tcase_add_test(tc, glued_requests_do_not_collide);
    tcase_add_test(tc, answers_collide);
    tcase_add_test(tc, gap_between_bytes);
    tcase_add_test(tc, leading_bytes);
    tcase_add_test(tc, wrong_bits);
    tcase_add_test(tc, many_pieces);
    tcase_add_test(tc, clients_take_turns);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_bus_suite)
