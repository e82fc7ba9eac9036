/* Fuzz target: bytes, frames, commands, time, key and supply, in any order, into one virtual meter.
 *
 *   input = kind, [defects 8 bytes], operation...
 *   kind        bit 0: eight numbers of defects follow, bit 1: external breaker, bits 2-7: tariffs
 *   operation   00..7F  that many raw bytes (& 3F) follow, fed in one piece
 *               80..9F  time passes, table below
 *               A0..BF  frame: control, address form, length, data
 *               C0..DF  1CH with right password and time: N1, N2
 *               E0..EF  14H with right password: DI (4), length, data
 *               F0..F7  key      F8..FF  supply off and on
 *
 * Invariants: see check_state, check_output and check_unchanged. A violation aborts. */
#include "models/meter/device/defects.h"
#include "models/meter/device/device.h"
#include "protocol/dlt645/dlt645_candidate.h"

#include <stdlib.h>
#include <string.h>

#define HISTORY (2 * DLT645_FRAME_MAX)

struct fuzz {
    const uint8_t *input;
    size_t size, at;
    struct meter_device meter;
    struct meter_output output;
    ms_t now;
    uint64_t parts;           /* energy seen last */
    uint8_t history[HISTORY]; /* bytes the scanner has not done with */
    size_t history_size;
};

static void must(bool holds)
{
    if (!holds)
        abort();
}

static const struct meter_rules *rules(const struct fuzz *fuzz)
{
    return &fuzz->meter.config.rules;
}

static uint8_t next_byte(struct fuzz *fuzz)
{
    return fuzz->at < fuzz->size ? fuzz->input[fuzz->at++] : 0;
}

static size_t next_bytes(struct fuzz *fuzz, uint8_t *out, size_t size)
{
    size_t left = fuzz->size - fuzz->at;
    size_t taken = size < left ? size : left;
    if (taken > 0)
        memcpy(out, fuzz->input + fuzz->at, taken);
    fuzz->at += taken;
    return taken;
}

/* States and flags that exist; protection never stands beside an ordered trip; energy never runs
 * backwards; no timer is left behind. */
static void check_state(struct fuzz *fuzz)
{
    const struct meter_device *meter = &fuzz->meter;
    const struct meter_relay *relay = &meter->relay;
    bool is_external = relay->flags & RELAY_EXTERNAL;
    must(relay->state < RELAY_STATES);
    must((relay->flags & ~(RELAY_PROTECTED | RELAY_ALARM | RELAY_EXTERNAL | RELAY_PULSE_PENDING)) ==
         0);
    must(is_external == meter->config.is_external);
    must(!is_external || (relay->state != RELAY_PERMITTED && relay->state != RELAY_CURRENT_HOLD));
    if ((relay->flags & RELAY_PROTECTED) && rules(fuzz)->protection_holds)
        must(!relay_command_bit(relay));
    must(meter_due(meter) > meter->now);
    must(meter->now == fuzz->now);
    must(meter->energy.parts >= fuzz->parts);
    must(meter->config.tariffs >= 1 && meter->config.tariffs <= METER_TARIFFS_MAX);
    must(meter->follow.sent <= meter->follow.size && meter->follow.size <= METER_PARTS_MAX);
    must(meter->trips_seen == relay->trips && meter->closes_seen == relay->closes);
    must(meter->close_count <= meter->trip_count ||
         !rules(fuzz)->counts_trips); /* the meter starts closed */
    fuzz->parts = meter->energy.parts;
}

/* An answer is one whole frame from the meter's own address, within the legal delay. */
static void check_output(const struct fuzz *fuzz)
{
    const struct meter_output *output = &fuzz->output;
    struct dlt645_frame answer;
    must(output->size <= sizeof output->bytes);
    if (output->size == 0 || rules(fuzz)->sum_flip || rules(fuzz)->noise_bytes)
        return;
    int used = dlt645_frame_decode(output->bytes, output->size, &answer, NULL);
    int copies = used > 0 ? (int)output->size / used : 0;
    must(used > 0 && copies * used == (int)output->size);
    must(copies == rules(fuzz)->answer_copies ||
         (rules(fuzz)->twice_every > 0 && copies == rules(fuzz)->answer_copies + 1));
    must(answer.length <= DLT645_READ_MAX);
    must((answer.control & DLT645_FROM_METER) || rules(fuzz)->control_clear ||
         rules(fuzz)->error_clear);
    must(rules(fuzz)->echoes_address ||
         memcmp(answer.address, fuzz->meter.config.address, sizeof answer.address) == 0);
}

/* True if a frame begins somewhere in what the meter got. */
static bool history_has_frame(const struct fuzz *fuzz)
{
    struct dlt645_frame frame;
    for (size_t at = 0; at < fuzz->history_size; at++)
        if (fuzz->history[at] == DLT645_START &&
            dlt645_frame_decode(fuzz->history + at, fuzz->history_size - at, &frame, NULL) > 0)
            return true;
    return false;
}

/* Forgets what the scanner has done with. */
static void history_cut(struct fuzz *fuzz)
{
    size_t keep = dlt645_scan_pending(&fuzz->meter.scanner);
    must(keep <= fuzz->history_size && keep < DLT645_FRAME_MAX);
    memmove(fuzz->history, fuzz->history + fuzz->history_size - keep, keep);
    fuzz->history_size = keep;
}

/* Garbage moves nothing but the scanner. */
static void check_unchanged(const struct fuzz *fuzz, const struct meter_device *before)
{
    static struct meter_device after;
    memcpy(&after, &fuzz->meter, sizeof after);
    memcpy(&after.scanner, &before->scanner, sizeof after.scanner);
    after.received_at = before->received_at;
    after.is_deaf = before->is_deaf;
    must(memcmp(&after, before, sizeof after) == 0);
}

static void feed(struct fuzz *fuzz, const uint8_t *bytes, size_t size)
{
    static struct meter_device before;
    memcpy(&before, &fuzz->meter, sizeof before);
    size_t at = 0;
    bool has_answered = false;
    must(fuzz->history_size + size <= HISTORY);
    if (size > 0)
        memcpy(fuzz->history + fuzz->history_size, bytes, size);
    fuzz->history_size += size;
    do {
        size_t taken = meter_receive(&fuzz->meter, bytes + at, size - at, fuzz->now, &fuzz->output);
        must(taken <= size - at);
        at += taken;
        check_output(fuzz);
        check_state(fuzz);
        has_answered = has_answered || fuzz->output.size > 0;
    } while (at < size || fuzz->output.size > 0);
    /* rules without which something is taken for a frame that is none */
    bool is_sharp =
        rules(fuzz)->checks_sum && !rules(fuzz)->strips_wakes && rules(fuzz)->checks_end;
    if (is_sharp && !history_has_frame(fuzz)) {
        must(!has_answered);
        check_unchanged(fuzz, &before);
    }
    if (is_sharp)
        history_cut(fuzz);
    else
        fuzz->history_size = 0;
}

static void feed_frame(struct fuzz *fuzz, const struct dlt645_frame *frame)
{
    uint8_t bytes[DLT645_FRAME_MAX + 8];
    int size = dlt645_frame_encode(frame, frame->control & 3, bytes, sizeof bytes);
    must(size > 0);
    feed(fuzz, bytes, (size_t)size);
}

static void op_frame(struct fuzz *fuzz)
{
    static const uint8_t fills[] = {0x00, 0xAA, 0x99};
    struct dlt645_frame frame = {.control = next_byte(fuzz)};
    unsigned form = next_byte(fuzz);
    memcpy(frame.address, fuzz->meter.config.address, sizeof frame.address);
    for (unsigned i = 6 - form % 7; i < 6 && form > 6; i++)
        frame.address[i] = fills[form / 7 % 3];
    frame.length = next_byte(fuzz);
    next_bytes(fuzz, frame.data, frame.length);
    feed_frame(fuzz, &frame);
}

static void op_control(struct fuzz *fuzz)
{
    struct dlt645_frame frame = {.control = DLT645_CONTROL, .length = 16};
    static const uint8_t deadline[6] = {0x59, 0x59, 0x23, 0x31, 0x12, 0x99};
    memcpy(frame.address, fuzz->meter.config.address, sizeof frame.address);
    frame.data[0] = 0x02;
    memcpy(frame.data + 1, fuzz->meter.config.password[0], 3);
    frame.data[8] = next_byte(fuzz);
    frame.data[9] = next_byte(fuzz);
    memcpy(frame.data + 10, deadline, sizeof deadline);
    feed_frame(fuzz, &frame);
}

static void op_write(struct fuzz *fuzz)
{
    struct dlt645_frame frame = {.control = DLT645_WRITE};
    memcpy(frame.address, fuzz->meter.config.address, sizeof frame.address);
    next_bytes(fuzz, frame.data, 4);
    frame.data[4] = 0x02;
    memcpy(frame.data + 5, fuzz->meter.config.password[0], 3);
    size_t size = next_byte(fuzz) & 0x3F;
    next_bytes(fuzz, frame.data + 12, size);
    frame.length = (uint8_t)(12 + size);
    feed_frame(fuzz, &frame);
}

static void op_time(struct fuzz *fuzz, unsigned op)
{
    static const ms_t steps[] = {1,          10,        499,           500,        501,
                                 MS_SECOND,  MS_MINUTE, 5 * MS_MINUTE, MS_HOUR,    7 * MS_HOUR,
                                 MS_DAY - 1, MS_DAY,    MS_DAY + 1,    31 * MS_DAY};
    fuzz->now += steps[op % (sizeof steps / sizeof *steps)];
    meter_advance(&fuzz->meter, fuzz->now);
    check_state(fuzz);
}

static void start(struct fuzz *fuzz)
{
    struct meter_config config;
    unsigned kind = next_byte(fuzz);
    meter_config_default(&config);
    config.tariffs = (uint8_t)(kind >> 2);
    config.is_external = kind & 2;
    if (kind & 1) {
        uint8_t numbers[8] = {0};
        next_bytes(fuzz, numbers, sizeof numbers);
        for (size_t i = 0; i < sizeof numbers; i++) {
            const struct meter_trait *defect = meter_defect_info(numbers[i]);
            /* one that contradicts another, or a number that is none, is left out */
            if (defect && meter_rules_apply(&config.rules, defect, NULL) != FK_OK)
                continue;
        }
    }
    fuzz->now = clock_from_civil(2026, 3, 2, 8, 30, 5);
    meter_init(&fuzz->meter, &config, fuzz->now);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct fuzz fuzz;
    memset(&fuzz, 0, sizeof fuzz);
    fuzz.input = data;
    fuzz.size = size;
    start(&fuzz);
    while (fuzz.at < fuzz.size) {
        unsigned op = next_byte(&fuzz);
        if (op < 0x80) {
            uint8_t bytes[64];
            feed(&fuzz, bytes, next_bytes(&fuzz, bytes, op & 0x3F));
        } else if (op < 0xA0) {
            op_time(&fuzz, op & 0x1F);
        } else if (op < 0xC0) {
            op_frame(&fuzz);
        } else if (op < 0xE0) {
            op_control(&fuzz);
        } else if (op < 0xF0) {
            op_write(&fuzz);
        } else if (op < 0xF8) {
            meter_key(&fuzz.meter, fuzz.now);
            check_state(&fuzz);
        } else {
            meter_power_cycle(&fuzz.meter, fuzz.now);
            fuzz.history_size = 0;
            check_state(&fuzz);
        }
    }
    return 0;
}
