/* tests/unit/conformance/run_fixture.h - a run on the virtual meter through a line that can
 * misbehave.
 *
 *   run -> tap (counts, stops, loses, mutes) -> sim: */
#ifndef TESTS_UNIT_CONFORMANCE_RUN_FIXTURE_H
#define TESTS_UNIT_CONFORMANCE_RUN_FIXTURE_H
#include "conformance/dlt645/dlt645_ask.h"
#include "conformance/dlt645/suites/suites.h"
#include "conformance/run/run.h"
#include "line/transport_backend.h"
#include "models/meter/device/device_state.h"
#include "protocol/dlt645/dlt645_candidate.h"
#include "tests/unit/fk_check.h"

#include <stdlib.h>
#include <string.h>

#define BENCH_TESTS 128

struct tap {
    struct transport base;
    struct transport *inner;
    unsigned sends;            /* requests so far */
    unsigned functions[32];    /* of them, by function */
    unsigned stop_at, lose_at; /* number of the request after which it happens, 0 never */
    bool is_close_lost;        /* close commands do not arrive */
    bool is_mute;              /* nothing comes back */
    struct {
        uint8_t function,
            n1; /* requests of this function, 1CH also with this N1, do not arrive ... */
        unsigned skip, count; /* ... after `skip` of them, `count` times */
        unsigned seen;
    } drop;
    ms_t settle_ms; /* status word 3 follows a control command so much later */
    ms_t settling_until;
    uint8_t shown_bits; /* b4 and b6 as last shown */
    bool is_denied;     /* control commands are executed and answered as refused ... */
    uint8_t denied_n1;  /* ... only these if not 0, and status word 3 is mute from then on */
    uint8_t last_n1;    /* of the last control command that was sent */
    ms_t send_ms;       /* a send returns so much after the meter has the bytes ... */
    ms_t receive_ms;    /* ... and a receive so much after they are there */
    bool is_unplugged;  /* a line that was lost cannot be opened again */
    unsigned reopens;
    ms_t flaps_until; /* opened again, the line breaks at the next request, up to this moment */
    ms_t longest_ms;  /* that the run was ready to wait for the line */
    volatile sig_atomic_t stop;
};

struct bench {
    struct device_file device;
    struct tap *tap;
    struct conform_result result;
    bool chosen[BENCH_TESTS];
    struct conform_run_options options;
    struct meter_config meter;
};

static ms_t bench_wall = TRANSPORT_SIM_WALL; /* civil time at which the next bench opens */

static inline int tap_send(struct transport *line, const uint8_t *bytes, size_t size, ms_t deadline,
                           struct fk_diag *diag)
{
    struct tap *tap = (struct tap *)line;
    if (transport_is_stopped(line))
        return FK_E_STATE;
    tap->sends++;
    if (tap->lose_at > 0 && tap->sends >= tap->lose_at)
        return fk_fail(diag, FK_E_IO, NULL, 0, "the line was cut");
    struct dlt645_frame frame;
    if (dlt645_frame_decode(bytes, size, &frame, NULL) > 0) {
        bool is_control = frame.control == DLT645_CONTROL;
        tap->functions[frame.control & DLT645_FUNCTION]++;
        if (tap->is_close_lost && is_control && frame.data[8] == RELAY_CLOSE)
            return FK_OK;
        if (tap->drop.count > 0 && frame.control == tap->drop.function &&
            (!is_control || frame.data[8] == tap->drop.n1) &&
            (frame.control != DLT645_READ || dlt645_di_get(frame.data) == DI_STATUS_3) &&
            tap->drop.seen++ >= tap->drop.skip &&
            tap->drop.seen <= tap->drop.skip + tap->drop.count)
            return FK_OK;
        if (is_control)
            tap->last_n1 = frame.data[8];
        if (is_control)
            tap->settling_until = transport_now(tap->inner) + tap->settle_ms;
    }
    int err = tap->inner->ops->send(tap->inner, bytes, size, deadline, diag);
    (void)tap->inner->ops->wait(tap->inner, transport_now(tap->inner) + tap->send_ms);
    if (tap->sends == tap->stop_at)
        tap->stop = 1;
    return err;
}

/* Shows the old bits while the relay settles, and refusals that are none. */
static inline int tap_lie(struct tap *tap, uint8_t *bytes, int got, size_t capacity)
{
    struct dlt645_frame frame;
    if ((tap->settle_ms == 0 && !tap->is_denied) ||
        dlt645_frame_decode(bytes, (size_t)got, &frame, NULL) <= 0)
        return got;
    if (tap->is_denied && frame.control == (DLT645_CONTROL | DLT645_FROM_METER) &&
        (tap->denied_n1 == 0 || tap->denied_n1 == tap->last_n1)) {
        if (tap->denied_n1 != 0) {
            tap->drop.function = DLT645_READ;
            tap->drop.count = UINT32_MAX / 2;
        }
        frame.control |= DLT645_ERROR_ANSWER;
        frame.length = 1;
        frame.data[0] = DLT645_ERR_NOT_ALLOWED;
    }
    if (frame.control == (DLT645_READ | DLT645_FROM_METER) &&
        dlt645_di_get(frame.data) == DI_STATUS_3) {
        if (transport_now(tap->inner) < tap->settling_until)
            frame.data[4] = (uint8_t)((frame.data[4] & ~0x50) | tap->shown_bits);
        tap->shown_bits = frame.data[4] & 0x50;
    }
    return dlt645_frame_encode(&frame, DLT645_WAKE_USUAL, bytes, capacity);
}

static inline struct transport *tap_reopen(void *context, ms_t limit_ms)
{
    struct tap *tap = context;
    tap->reopens++;
    tap->longest_ms = limit_ms > tap->longest_ms ? limit_ms : tap->longest_ms;
    if (tap->is_unplugged)
        return NULL;
    if (transport_now(tap->inner) >= tap->flaps_until)
        tap->lose_at = 0;
    return &tap->base;
}

static inline int tap_receive(struct transport *line, uint8_t *bytes, size_t capacity,
                              ms_t deadline, struct fk_diag *diag)
{
    struct tap *tap = (struct tap *)line;
    if (transport_is_stopped(line))
        return FK_E_STATE;
    int got = tap->inner->ops->receive(tap->inner, bytes, capacity, deadline, diag);
    if (got > 0)
        got = tap_lie(tap, bytes, got, capacity);
    if (got > 0)
        (void)tap->inner->ops->wait(tap->inner, transport_now(tap->inner) + tap->receive_ms);
    return tap->is_mute && got > 0
               ? tap->inner->ops->receive(tap->inner, bytes, capacity, deadline, diag)
               : got;
}

static inline int tap_wait(struct transport *line, ms_t until)
{
    struct tap *tap = (struct tap *)line;
    return transport_is_stopped(line) ? FK_E_STATE : tap->inner->ops->wait(tap->inner, until);
}

static inline ms_t tap_now(const struct transport *line)
{
    return transport_now(((const struct tap *)line)->inner);
}

static inline ms_t tap_wall(const struct transport *line)
{
    return transport_wall(((const struct tap *)line)->inner);
}

static inline void tap_close(struct transport *line)
{
    transport_close(((struct tap *)line)->inner);
}

/* A bench with the built-in device file changed by `edit` (may be NULL: from, to, from, to, NULL).
 */
static inline void bench_open(struct bench *bench, const char *defects, const char *const *edit)
{
    static const struct transport_ops ops = {.close = tap_close,
                                             .send = tap_send,
                                             .receive = tap_receive,
                                             .wait = tap_wait,
                                             .now = tap_now,
                                             .wall = tap_wall};
    char text[8192], uri[128];
    struct fk_diag diag = {.text = ""};
    struct transport_options options;
    memset(bench, 0, sizeof *bench);
    snprintf(text, sizeof text, "%s", device_virtual_text);
    for (; edit && edit[0]; edit += 2) {
        char *at = strstr(text, edit[0]), rest[8192];
        ck_assert_msg(at != NULL, "the device file holds no '%s'", edit[0]);
        snprintf(rest, sizeof rest, "%s", at + strlen(edit[0]));
        snprintf(at, sizeof text - (size_t)(at - text), "%s%s", edit[1], rest);
    }
    ck_assert_msg(device_file_parse("edited", text, strlen(text), &bench->device, &diag) == FK_OK,
                  "%s", diag.text);
    device_file_options(&bench->device, &options);
    meter_config_default(&bench->meter);
    memcpy(bench->meter.address, bench->device.address, sizeof bench->meter.address);
    memcpy(bench->meter.password[0], (const uint8_t[]){0x12, 0x34, 0x56}, 3);
    memcpy(bench->options.password, bench->meter.password[0], 3);
    options.meter = &bench->meter;
    options.sim_wall = bench_wall;
    snprintf(uri, sizeof uri, "sim:%s", defects ? defects : "");
    bench->tap = calloc(1, sizeof *bench->tap);
    ck_assert_ptr_nonnull(bench->tap);
    ck_assert_msg(transport_open(uri, &options, &bench->tap->inner, &diag) == FK_OK, "%s",
                  diag.text);
    bench->tap->base.ops = &ops;
    bench->tap->base.is_virtual = true;
    transport_echo_init(&bench->tap->base.echo, TRANSPORT_ECHO_OFF, 2400);
    conform_result_init(&bench->result);
    bench->options.suite = &conform_dlt645;
    bench->options.device = &bench->device;
    bench->options.chosen = bench->chosen;
    bench->options.seed = 7;
    bench->options.stop = &bench->tap->stop;
    bench->options.reopen = tap_reopen;
    bench->options.reopen_context = bench->tap;
}

/* The line of the bench passes for a real one of this URI: moments are not exact. */
static inline void bench_pretend(struct bench *bench, const char *uri)
{
    bench->tap->base.is_virtual = false;
    snprintf(bench->tap->base.uri, sizeof bench->tap->base.uri, "%s", uri);
}

static inline void bench_choose(struct bench *bench, const char *select)
{
    ck_assert_msg(conform_suite_select(&conform_dlt645, select, bench->chosen) > 0,
                  "'%s' names no test", select);
}

static inline void bench_run(struct bench *bench)
{
    ck_assert_int_eq(conform_run(&bench->tap->base, &bench->options, &bench->result), FK_OK);
}

static inline const struct meter_device *bench_meter(const struct bench *bench)
{
    return transport_sim_meter(bench->tap->inner);
}

static inline void bench_close(struct bench *bench)
{
    conform_result_fini(&bench->result);
    transport_close(&bench->tap->base);
    device_file_fini(&bench->device);
}
/* Every first byte of an answer in the trace came `ms` after the end of its request. */
static inline void bench_expect_delays(const struct bench *bench, ms_t ms)
{
    const struct conform_trace *trace = &bench->result.trace;
    const struct conform_entry *request = NULL;
    size_t count = 0;
    for (size_t i = 0; i < trace->count; i++) {
        const struct conform_entry *entry = &trace->entries[i];
        if (entry->kind == CONFORM_ENTRY_RECEIVED && request) {
            ck_assert_int_eq(entry->at - request->at, ms);
            count++;
        }
        if (entry->kind != CONFORM_ENTRY_WAIT)
            request = entry->kind == CONFORM_ENTRY_SENT ? entry : NULL;
    }
    ck_assert_uint_gt(count, 0);
}
#endif
