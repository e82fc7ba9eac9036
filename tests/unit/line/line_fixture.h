/* tests/unit/line/line_fixture.h - what the tests of the transports share: one request that
 * the sound virtual meter answers, and an exchange over a line. */
#ifndef TESTS_UNIT_LINE_LINE_FIXTURE_H
#define TESTS_UNIT_LINE_LINE_FIXTURE_H
#include "line/transport.h"
#include "protocol/dlt645/dlt645_frame.h"
#include "protocol/dlt645/dlt645_scan.h"

#include <check.h>
#include <string.h>

#define LINE_BYTES_MAX (DLT645_FRAME_MAX + 8)

/* Read address (13H) to AA AA AA AA AA AA, no leading FE; returns its size, 12. */
static inline size_t line_request(uint8_t out[LINE_BYTES_MAX])
{
    struct dlt645_frame frame = {.control = DLT645_READ_ADDRESS, .length = 0};
    memset(frame.address, 0xAA, sizeof frame.address);
    int size = dlt645_frame_encode(&frame, 0, out, LINE_BYTES_MAX);
    ck_assert_int_eq(size, 12);
    return (size_t)size;
}

static inline void line_send(struct transport *line, const uint8_t *bytes, size_t size)
{
    struct fk_diag diag = {.text = ""};
    int err = transport_send(line, bytes, size, transport_now(line) + 1000, &diag);
    ck_assert_msg(err == FK_OK, "send: %s", diag.text);
}

/* Collects bytes until a frame is whole or the deadline passes. Returns bytes received; *first is
 * when the first came. */
static inline size_t line_collect(struct transport *line, ms_t deadline, uint8_t *out,
                                  struct dlt645_frame *frame, ms_t *first)
{
    struct dlt645_scanner scanner;
    size_t size = 0;
    dlt645_scan_init(&scanner);
    for (;;) {
        struct fk_diag diag = {.text = ""};
        ms_t at = 0;
        int count =
            transport_receive(line, out + size, LINE_BYTES_MAX - size, deadline, &at, &diag);
        ck_assert_msg(count >= 0, "receive: %s", diag.text);
        if (count == 0)
            return size;
        if (size == 0)
            *first = at;
        ck_assert_uint_eq(dlt645_scan_push(&scanner, out + size, (size_t)count), (size_t)count);
        size += (size_t)count;
        if (dlt645_scan_next(&scanner, frame, NULL) == DLT645_SCAN_FRAME)
            return size;
    }
}

/* Sends the request and expects the meter's answer; returns the answer delay in ms. */
static inline ms_t line_exchange(struct transport *line)
{
    uint8_t bytes[LINE_BYTES_MAX];
    struct dlt645_frame frame = {.control = 0};
    struct meter_config usual;
    meter_config_default(&usual);
    size_t size = line_request(bytes);
    ms_t first = 0;
    /* From before the send: a busy machine notes its end late. */
    ms_t sent = transport_now(line);
    line_send(line, bytes, size);
    ck_assert_uint_gt(line_collect(line, sent + 2000, bytes, &frame, &first), 0);
    ck_assert_uint_eq(frame.control, 0x93);
    ck_assert_uint_eq(frame.length, 6);
    ck_assert_mem_eq(frame.address, usual.address, sizeof usual.address);
    ck_assert_mem_eq(frame.data, usual.address, sizeof usual.address);
    return first - sent;
}
#endif
