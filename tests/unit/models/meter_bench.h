/* tests/unit/models/meter_bench.h - a virtual meter on the bench, driven by text tables.
 *
 * A request is hex text: control byte, then the data in clear and in wire order; spaces are free.
 * "@AAAAAAAAAAAA 11 ..." sends it to another address (high digits first). "key" holds the key for
 * 3 s, "power" cycles the supply. An answer has the same form; "-" is silence. In data, "T+n" and
 * "T-n" stand for the six bytes ss mm hh DD MM YY of n seconds after or before now. */
#ifndef TESTS_UNIT_MODELS_METER_BENCH_H
#define TESTS_UNIT_MODELS_METER_BENCH_H
#include "models/meter/device/device.h"
#include "protocol/dlt645/dlt645_address.h"
#include "protocol/dlt645/dlt645_candidate.h"
#include "tests/unit/fk_check.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct bench {
    struct meter_device meter;
    ms_t now;
    struct meter_output output; /* last answer as bytes */
};

struct bench_step {
    int64_t wait_s; /* before the request */
    const char *request, *answer;
};

/* 2026-03-02 08:30:05, a Monday, at an energy of 26.00 kWh and address 000000000161; `trait` spoils
 * or sets rules and may be NULL. */
static inline void bench_init(struct bench *bench, const struct meter_trait *trait)
{
    struct meter_config config;
    meter_config_default(&config);
    ck_assert_int_eq(dlt645_address_parse("161", config.address), FK_OK);
    config.initial = 2600;
    if (trait)
        ck_assert_int_eq(meter_rules_apply(&config.rules, trait, NULL), FK_OK);
    memcpy(config.password[1], (const uint8_t[]){0x04, 0x04, 0x04}, 3);
    bench->now = clock_from_civil(2026, 3, 2, 8, 30, 5);
    meter_init(&bench->meter, &config, bench->now);
    bench->output.size = 0;
}

static inline unsigned bench_hex(char c)
{
    return (unsigned)(isdigit((unsigned char)c) ? c - '0' : toupper((unsigned char)c) - 'A' + 10);
}

/* Six bytes of a moment relative to the bench clock, for "T+n". */
static inline void bench_stamp(ms_t at, uint8_t out[6])
{
    struct clock_civil c = clock_to_civil(at);
    const int f[6] = {c.second, c.minute, c.hour, c.day, c.month, c.year % 100};
    for (size_t i = 0; i < 6; i++)
        out[i] = (uint8_t)(f[i] / 10 * 16 + f[i] % 10);
}

static inline size_t bench_bytes(const struct bench *bench, const char *text, uint8_t *out)
{
    size_t size = 0;
    while (*text) {
        if (*text == ' ') {
            text++;
        } else if (*text == 'T') {
            char *end;
            long seconds = strtol(text + 1, &end, 10);
            bench_stamp(bench->now + seconds * MS_SECOND, out + size);
            size += 6;
            text = end;
        } else {
            ck_assert_msg(isxdigit((unsigned char)text[0]) && isxdigit((unsigned char)text[1]),
                          "no hex: %s", text);
            out[size++] = (uint8_t)(bench_hex(text[0]) << 4 | bench_hex(text[1]));
            text += 2;
        }
    }
    return size;
}

static inline struct dlt645_frame bench_frame(const struct bench *bench, const char *text)
{
    struct dlt645_frame frame;
    uint8_t bytes[300];
    memcpy(frame.address, bench->meter.config.address, sizeof frame.address);
    if (*text == '@') {
        for (size_t i = 0; i < sizeof frame.address; i++)
            frame.address[5 - i] =
                (uint8_t)(bench_hex(text[1 + 2 * i]) << 4 | bench_hex(text[2 + 2 * i]));
        text += 13;
    }
    size_t size = bench_bytes(bench, text, bytes);
    ck_assert(size >= 1 && size <= 256);
    frame.control = bytes[0];
    frame.length = (uint8_t)(size - 1);
    memcpy(frame.data, bytes + 1, size - 1);
    return frame;
}

/* Sends the request byte by byte with its leading FE and keeps the answer in bench->output. */
static inline void bench_send(struct bench *bench, const char *request)
{
    struct dlt645_frame frame = bench_frame(bench, request);
    uint8_t bytes[DLT645_FRAME_MAX + 8];
    int size = dlt645_frame_encode(&frame, 4, bytes, sizeof bytes);
    ck_assert_int_gt(size, 0);
    for (int i = 0; i < size; i++) {
        size_t taken = meter_receive(&bench->meter, &bytes[i], 1, bench->now, &bench->output);
        ck_assert_uint_eq(taken, 1);
        ck_assert(bench->output.size == 0 || i == size - 1);
    }
}

/* The answer as upper-case hex without spaces, control byte first; "-" if there is none. */
static inline const char *bench_ask(struct bench *bench, const char *request)
{
    static char text[2 * 300];
    struct dlt645_frame answer;
    strcpy(text, "-");
    if (strcmp(request, "key") == 0) {
        meter_key(&bench->meter, bench->now);
        return text;
    }
    if (strcmp(request, "power") == 0) {
        meter_power_cycle(&bench->meter, bench->now);
        return text;
    }
    bench_send(bench, request);
    const struct meter_output *output = &bench->output;
    if (output->size == 0)
        return text;
    ck_assert_uint_eq(output->delay_ms, 30);
    int used = dlt645_frame_decode(output->bytes, output->size, &answer, NULL);
    ck_assert_int_eq(used, (int)output->size);
    ck_assert_mem_eq(output->bytes, "\xFE\xFE\xFE\xFE\x68", 5);
    ck_assert_mem_eq(answer.address, bench->meter.config.address, sizeof answer.address);
    int at = snprintf(text, sizeof text, "%02X", answer.control);
    for (size_t i = 0; i < answer.length; i++)
        at += snprintf(text + at, sizeof text - (size_t)at, "%02X", answer.data[i]);
    return text;
}

static inline void bench_expect(struct bench *bench, const char *request, const char *answer)
{
    char expected[2 * 300] = "-";
    uint8_t bytes[300];
    if (strcmp(answer, "-") != 0) {
        size_t size = bench_bytes(bench, answer, bytes);
        for (size_t i = 0; i < size; i++)
            snprintf(expected + 2 * i, 3, "%02X", bytes[i]);
    }
    const char *got = bench_ask(bench, request);
    ck_assert_msg(strcmp(got, expected) == 0, "request %s\n  got      %s\n  expected %s", request,
                  got, expected);
}

static inline void bench_play(struct bench *bench, const struct bench_step *steps, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bench->now += steps[i].wait_s * MS_SECOND;
        bench_expect(bench, steps[i].request, steps[i].answer);
    }
}
#define BENCH_PLAY(bench, steps) bench_play(bench, steps, sizeof(steps) / sizeof *(steps))
#endif
