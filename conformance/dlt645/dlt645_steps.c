/* Verbs of asking: reads, frames that are wrong on purpose, silence, delays. */
#include "conformance/dlt645/dlt645_steps.h"

#include <stdio.h>
#include <string.h>

#define ALIVE_TRIES 2

const uint8_t dlt645_all_wild[DLT645_ADDRESS_SIZE] = {0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA};
const uint8_t dlt645_broadcast[DLT645_ADDRESS_SIZE] = {0x99, 0x99, 0x99, 0x99, 0x99, 0x99};

const struct fk_text dlt645_says_no_data = {"no requested data", "无请求数据"};
const struct fk_text dlt645_says_not_allowed = {"not authorised", "未授权"};

int64_t *dlt645_slot(struct conform_case *c, char slot)
{
    return &own(c)->kept[(unsigned)(slot - 'a') % CASE_SLOTS];
}

/* The device answers its own address; without this silence to another one says nothing. A request
 * may fall victim to what the test before has sent, so it is sent again. */
static bool alive(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer = {.kind = CASE_SILENT};
    (void)step;
    for (int i = 0; i < ALIVE_TRIES && answer.kind == CASE_SILENT; i++)
        if (!case_read(c, DI_ENERGY, &answer))
            return false;
    return case_expect_frame(c, &answer, DLT645_READ);
}

static bool item(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer *answer = &own(c)->answer;
    return case_read(c, step->item, answer) &&
           case_expect_item(c, answer, step->item, (size_t)step->number);
}

static bool item_came(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer *answer = &own(c)->answer;
    return case_receive(c, answer) && case_expect_sound(c, answer, step->item);
}

/* Any answer, also a refusal: a frame is owed. */
static bool answered(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    if (!case_read(c, step->item, &answer))
        return false;
    if (answer.kind == CASE_NOISE && !(step->flags & JUDGES_FRAMES) && known(c) &&
        known(c)->are_no_frames)
        return case_not_judged(c, &answer);
    if (answer.kind == CASE_NOISE)
        return case_broken_by(
            c, &answer,
            CASE_SAY(c, "a frame with the right check sum and end byte", "校验码和结束符正确的帧"));
    if (answer.kind == CASE_SILENT)
        return case_broken(c, &answer.proof, conform_says(c, step), "%s",
                           CASE_SAY(c, "silence", "无应答"));
    return case_expect_frame(c, &answer, DLT645_READ);
}

/* D5 is left out: it is looked at in 7.2, and some meters announce reports of events with it. */
static bool control(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    if (!case_read(c, step->item, &answer))
        return false;
    if (answer.kind != CASE_FRAME)
        return case_expect_frame(c, &answer, DLT645_READ);
    int wanted = (int)step->bits;
    if (answer.frame.control & DLT645_ERROR_ANSWER)
        wanted |= DLT645_ERROR_ANSWER; /* a meter without the item refuses the read */
    if ((answer.frame.control & ~DLT645_MORE) != wanted)
        return case_broken(c, &answer.proof, conform_says(c, step),
                           CASE_SAY(c, "control byte %02X", "控制码%02X"), answer.frame.control);
    return case_held(c);
}

static bool refused_read(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    return case_read(c, step->item, &answer) &&
           case_expect_error(c, &answer, DLT645_READ, (uint8_t)step->bits, dlt645_says_no_data);
}

static bool send_read(struct conform_case *c, const struct conform_step *step)
{
    struct dlt645_frame frame = case_read_request(c, step->item);
    if (step->bytes)
        memcpy(frame.address, step->bytes, sizeof frame.address);
    frame.control |= (uint8_t)step->bits;
    return case_send(c, &frame);
}

static void need_wildcard(const struct conform_step *step, struct conform_needs *needs)
{
    if (step->bytes == dlt645_all_wild)
        needs->features |= FEATURE(DEVICE_WILDCARD);
}

static bool silent(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    if (!case_listen(c, &answer))
        return false;
    if (step->manner == CONFORM_TOLERATED_ANSWER && answer.kind == CASE_FRAME)
        return case_remark(
            c, &answer.proof,
            CASE_SAY(c, "answered all the same, as some meters do", "仍有应答，有的电表如此"));
    return case_expect_silence(c, &answer, conform_says(c, step));
}

/* Sends the read of the energy total with one byte of the frame changed. */
static bool spoil(struct conform_case *c, const struct conform_step *step)
{
    uint8_t bytes[DLT645_FRAME_MAX];
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    int size = dlt645_frame_encode(&frame, DLT645_WAKE_USUAL, bytes, sizeof bytes);
    if (size < 0)
        return false;
    bytes[size - (int)step->number] ^= (uint8_t)(1 + case_random(c) % 255);
    return case_send_bytes(c, bytes, (size_t)size);
}

static bool wakes(struct conform_case *c, const struct conform_step *step)
{
    uint8_t bytes[DLT645_FRAME_MAX + 8];
    struct case_answer answer;
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    for (unsigned count = 0; count <= (unsigned)step->number; count++) {
        int size = dlt645_frame_encode(&frame, count, bytes, sizeof bytes);
        if (size < 0 || !case_send_bytes(c, bytes, (size_t)size) || !case_receive(c, &answer))
            return false;
        if (answer.kind == CASE_SILENT)
            return case_broken(c, &answer.proof, conform_says(c, step),
                               CASE_SAY(c, "silence after %u leading FE", "%u个前导字节之后无应答"),
                               count);
        if (!case_expect_frame(c, &answer, DLT645_READ))
            return false;
    }
    return true;
}

/* The delay as it stands among the answer times of the run, and what is certain of it. */
static bool tell_delay(struct conform_case *c, const struct conform_step *step,
                       const struct case_answer *answer, ms_t certain)
{
    const struct device_file *device = c->device;
    ms_t measured = case_delay(c, answer);
    char limits[CASE_TEXT];
    snprintf(
        limits, sizeof limits,
        CASE_SAY(c, "%u to %u ms are required (latency_ms %u)", "要求%u至%u ms（latency_ms为%u）"),
        device->reply_least_ms, device->reply_limit_ms, device->latency_ms);
    if (measured == certain)
        return case_broken(
            c, &answer->proof, conform_says(c, step),
            CASE_SAY(c, "it began %lld ms after the request; %s", "请求之后%lld ms开始；%s"),
            (long long)measured, limits);
    return case_broken(
        c, &answer->proof, conform_says(c, step),
        CASE_SAY(c, "it began %lld ms after the request, %s %lld ms for what the line adds; %s",
                 "请求之后%lld ms开始，计入线路所加%s%lld ms；%s"),
        (long long)measured,
        certain > measured ? CASE_SAY(c, "at most", "至多") : CASE_SAY(c, "at least", "至少"),
        (long long)certain, limits);
}

static bool delay(struct conform_case *c, const struct conform_step *step)
{
    const struct device_file *device = c->device;
    struct case_answer answer;
    for (int i = 0; i < (int)step->number; i++) {
        if (!case_read(c, i % 2 ? DI_STATUS_3 : DI_ENERGY, &answer))
            return false;
        if (answer.kind == CASE_SILENT)
            return case_expect_frame(c, &answer, DLT645_READ);
        if (case_delay_most(c, &answer) < device->reply_least_ms)
            return tell_delay(c, step, &answer, case_delay_most(c, &answer));
        if (case_delay_least(c, &answer) > (ms_t)device->reply_limit_ms + device->latency_ms)
            return tell_delay(c, step, &answer, case_delay_least(c, &answer));
        case_held(c);
    }
    return true;
}

/* The same request in three parts. */
static bool split(struct conform_case *c, const struct conform_step *step)
{
    uint8_t bytes[DLT645_FRAME_MAX];
    struct case_answer answer;
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    int encoded = dlt645_frame_encode(&frame, DLT645_WAKE_USUAL, bytes, sizeof bytes);
    if (encoded < 0)
        return false;
    size_t size = (size_t)encoded, first = 6, second = size - 3;
    if (!case_send_bytes(c, bytes, first) || !case_wait(c, step->number) ||
        !case_send_more(c, bytes + first, second - first) || !case_wait(c, step->number) ||
        !case_send_more(c, bytes + second, size - second) || !case_receive(c, &answer))
        return false;
    if (answer.kind == CASE_SILENT)
        return case_broken(c, &answer.proof, conform_says(c, step),
                           CASE_SAY(c, "silence after gaps of %lld ms", "停顿%lld ms之后无应答"),
                           (long long)step->number);
    return case_expect_sound(c, &answer, DI_ENERGY);
}

static bool short_address(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    size_t given = (size_t)step->number;
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    memset(frame.address + given, 0xAA, sizeof frame.address - given);
    return case_send(c, &frame) && case_receive(c, &answer) &&
           case_expect_sound(c, &answer, DI_ENERGY);
}

static bool own_address(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    struct dlt645_frame frame = case_request(c, DLT645_READ_ADDRESS, NULL, 0);
    memcpy(frame.address, dlt645_all_wild, sizeof frame.address);
    if (!case_ask(c, &frame, &answer) ||
        !case_expect_done(c, &answer, DLT645_READ_ADDRESS, DLT645_ADDRESS_SIZE))
        return false;
    if (memcmp(answer.frame.data, c->device->address, DLT645_ADDRESS_SIZE) == 0)
        return case_held(c);
    return case_broken(c, &answer.proof, conform_says(c, step), "%s",
                       CASE_SAY(c, "other data", "其他数据"));
}

/* Reads a register of four bytes; from the second time on it must not be less than before. */
static bool not_backwards(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    int64_t *before = dlt645_slot(c, step->slot), now;
    if (!case_get_number(c, step->item, 4, &now, &answer))
        return false;
    if (now < *before)
        return case_broken(
            c, &answer.proof, conform_says(c, step),
            CASE_SAY(c, "%lld, then %lld (0.01 kWh)", "先为%lld，后为%lld（0.01 kWh）"),
            (long long)*before, (long long)now);
    *before = now;
    return case_held(c);
}

#define VERB(id, en, zh, ...)                                                                      \
    const struct conform_verb dlt645_verb_##id = {{en, zh}, id, __VA_ARGS__}

VERB(alive, "the meter answers a read of its energy", "电表应答读电能", {0}, NULL);
VERB(item, "read an item", "读数据项", {0}, NULL);
VERB(item_came, "take the item", "接收数据项", {0}, NULL);
VERB(answered, "any answer to a read", "读数据有应答", {0}, NULL);
VERB(control, "control byte of an answer", "应答控制码", {0}, NULL);
VERB(refused_read, "a read is refused", "读数据被拒绝", {0}, NULL);
VERB(send_read, "send a read", "发送读数据", {0}, need_wildcard);
VERB(silent, "nothing comes", "无应答", {0}, NULL);
VERB(spoil, "send a read with one byte wrong", "发送一字节错误的读数据", {0}, NULL);
VERB(wakes, "send reads with more and more leading FE", "逐次增加前导字节", {0}, NULL);
VERB(delay, "time several answers", "测量应答延时", {0}, NULL);
VERB(split, "send a read in three parts", "分三段发送读数据", {0}, NULL);
VERB(short_address, "read with a shortened address", "缩位寻址读数据",
     {.features = FEATURE(DEVICE_SHORT_ADDRESS)}, NULL);
VERB(own_address, "read address", "读通信地址", {.features = FEATURE(DEVICE_READ_ADDRESS)}, NULL);
VERB(not_backwards, "read a register again", "再读寄存器", {0}, NULL);
