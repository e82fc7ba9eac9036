/* Judging: what came against what the clause wants. */
#include "conformance/dlt645/dlt645_ask.h"
#include "protocol/dlt645/dlt645_address.h"
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_status.h"
#include "protocol/dlt645/dlt645_time.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* All that is there: an answer without ERR, and one of several bytes, are told as they are. */
static void error_text(const struct dlt645_frame *frame, const char *address, enum fk_lang lang,
                       char *out, size_t capacity)
{
    char bits[160];
    if (frame->length == 0)
        snprintf(
            out, capacity,
            FK_SAY(lang, "error answer %02X from %s without ERR", "异常应答%02X，来自%s，无错误字"),
            frame->control, address);
    else if (frame->length > 1 ||
             dlt645_bits_format(DLT645_BITS_ERR, frame->data[0], lang, bits, sizeof bits) < 0)
        snprintf(out, capacity,
                 FK_SAY(lang, "error answer %02X from %s, ERR %02X, %u data bytes",
                        "异常应答%02X，来自%s，错误字%02X，数据%u字节"),
                 frame->control, address, frame->data[0], frame->length);
    else
        snprintf(out, capacity,
                 FK_SAY(lang, "error answer %02X from %s, ERR %02X (%s)",
                        "异常应答%02X，来自%s，错误字%02X（%s）"),
                 frame->control, address, frame->data[0], bits);
}

/* Bytes that are no frame, in words. */
static const char *noise_text(const struct case_answer *answer, enum fk_lang lang)
{
    return answer->why == FK_E_CHECKSUM
               ? FK_SAY(lang, "a frame with a wrong check sum", "校验码错误的帧")
               : FK_SAY(lang, "bytes that are no frame", "不成帧的字节");
}

static const char *silence_text(const struct case_answer *answer, enum fk_lang lang)
{
    return answer->stale == 0 ? FK_SAY(lang, "silence", "无应答")
                              : FK_SAY(lang, "silence, after an answer to an earlier request",
                                       "无应答，仅有对先前请求的应答");
}

void case_answer_text(const struct case_answer *answer, enum fk_lang lang, char *out,
                      size_t capacity)
{
    const struct dlt645_frame *frame = &answer->frame;
    unsigned function = frame->control & DLT645_FUNCTION;
    char address[13];
    if (answer->kind != CASE_FRAME) {
        snprintf(out, capacity, "%s",
                 answer->kind == CASE_SILENT ? silence_text(answer, lang)
                                             : noise_text(answer, lang));
        return;
    }
    dlt645_address_format(frame->address, address);
    if (frame->control & DLT645_ERROR_ANSWER)
        error_text(frame, address, lang, out, capacity);
    else if (frame->length >= 4 && (function == DLT645_READ || function == DLT645_READ_FOLLOW))
        snprintf(out, capacity,
                 FK_SAY(lang, "answer %02X from %s, item %08X with %u bytes",
                        "应答%02X，来自%s，数据项%08X，%u字节"),
                 frame->control, address, dlt645_di_get(frame->data), frame->length - 4u);
    else
        snprintf(
            out, capacity,
            FK_SAY(lang, "answer %02X from %s with %u data bytes", "应答%02X，来自%s，数据%u字节"),
            frame->control, address, frame->length);
}

#define NOISE_QUIET_MS 200  /* after an answer a meter is silent */
#define NOISE_LIMIT_MS 1500 /* or it is no answer that comes */

/* Bytes that are no frame, on a line that brings bytes without being asked: before the request, or
 * on and on after it. */
static bool is_line_noise(struct conform_case *c, const struct case_answer *answer)
{
    return answer->kind == CASE_NOISE &&
           (c->source->strays > 0 ||
            (!c->is_preparing &&
             conform_source_hush(c->source, NOISE_QUIET_MS, NOISE_LIMIT_MS) == 0));
}

bool case_broken_by(struct conform_case *c, const struct case_answer *answer, const char *expected)
{
    char actual[CASE_TEXT];
    if (is_line_noise(c, answer))
        return case_unknown(c, CONFORM_LINE, &answer->proof,
                            CASE_SAY(c, "not judged: bytes come unasked on this line",
                                     "未判定：本线路有不请自来的字节"));
    case_answer_text(answer, c->lang, actual, sizeof actual);
    return case_broken(c, &answer->proof, expected, "%s", actual);
}

bool case_not_judged(struct conform_case *c, const struct case_answer *answer)
{
    return case_unknown(c, CONFORM_PRECONDITION, &answer->proof,
                        CASE_SAY(c, "not judged: the answers are no frames, see dlt645/5.2.6/1",
                                 "未判定：应答不成帧，见dlt645/5.2.6/1"));
}

bool case_close_lost(struct conform_case *c, uint16_t status)
{
    case_judge(c);
    return case_broken(
        c, NULL,
        CASE_SAY(c, "a relay that is closed after a confirmed close", "合闸被确认后继电器闭合"),
        CASE_SAY(c, "status word 3 is %04X, %u ms and more after a close was confirmed",
                 "状态字3为%04X，合闸被确认已过%u ms以上"),
        status, c->device->relay_settle_ms);
}

bool case_write_lost(struct conform_case *c, uint32_t item)
{
    case_judge(c);
    return case_broken(
        c, NULL, CASE_SAY(c, "a confirmed write that is stored", "被确认的写数据已保存"),
        CASE_SAY(c, "putting item %08X back was confirmed, and it holds another value",
                 "恢复数据项%08X被确认，而其中为另一数值"),
        item);
}

bool case_expect_frame(struct conform_case *c, const struct case_answer *answer, uint8_t function)
{
    char expected[CASE_TEXT], own[13];
    dlt645_address_format(c->device->address, own);
    snprintf(expected, sizeof expected,
             CASE_SAY(c, "an answer to function %02XH from %s within %u ms",
                      "功能码%02XH的应答，来自%s，在%u ms之内"),
             function, own, c->device->reply_limit_ms);
    if (answer->kind == CASE_NOISE && known(c) && known(c)->are_no_frames)
        return case_not_judged(c, answer);
    if (answer->kind != CASE_FRAME ||
        memcmp(answer->frame.address, c->device->address, DLT645_ADDRESS_SIZE) != 0 ||
        !(answer->frame.control & DLT645_FROM_METER) ||
        (answer->frame.control & DLT645_FUNCTION) != function)
        return case_broken_by(c, answer, expected);
    return case_held(c);
}

bool case_expect_done(struct conform_case *c, const struct case_answer *answer, uint8_t function,
                      size_t size)
{
    char expected[CASE_TEXT];
    if (!case_expect_frame(c, answer, function))
        return false;
    snprintf(expected, sizeof expected,
             CASE_SAY(c, "normal answer %02X with %zu data bytes", "正常应答%02X，数据%zu字节"),
             function | DLT645_FROM_METER, size);
    if (answer->frame.control & DLT645_ERROR_ANSWER || answer->frame.length != size)
        return case_broken_by(c, answer, expected);
    return case_held(c);
}

bool case_expect_item(struct conform_case *c, const struct case_answer *answer, uint32_t di,
                      size_t size)
{
    char expected[CASE_TEXT], actual[CASE_TEXT];
    const struct dlt645_frame *frame = &answer->frame;
    if (!case_expect_frame(c, answer, DLT645_READ))
        return false;
    if (size > 0)
        snprintf(expected, sizeof expected,
                 CASE_SAY(c, "normal answer with item %08X and %zu bytes",
                          "正常应答，数据项%08X，%zu字节"),
                 di, size);
    else
        snprintf(expected, sizeof expected,
                 CASE_SAY(c, "normal answer with item %08X", "正常应答，数据项%08X"), di);
    if (frame->control & DLT645_ERROR_ANSWER || frame->length < 4 ||
        dlt645_di_get(frame->data) != di || (size > 0 && frame->length != size + 4)) {
        case_answer_text(answer, c->lang, actual, sizeof actual);
        return case_broken(c, &answer->proof, expected,
                           CASE_SAY(c, "item %08X: %s", "数据项%08X：%s"), di, actual);
    }
    return case_held(c);
}

bool case_expect_sound(struct conform_case *c, const struct case_answer *answer, uint32_t di)
{
    return case_expect_frame(c, answer, DLT645_READ) &&
           (answer->frame.control & DLT645_ERROR_ANSWER || case_expect_item(c, answer, di, 0));
}

bool case_expect_error(struct conform_case *c, const struct case_answer *answer, uint8_t function,
                       uint8_t bits, struct fk_text meaning)
{
    char expected[CASE_TEXT];
    if (!case_expect_frame(c, answer, function))
        return false;
    snprintf(expected, sizeof expected,
             CASE_SAY(c, "error answer %02X with ERR %02X (%s)", "异常应答%02X，错误字%02X（%s）"),
             function | DLT645_FROM_METER | DLT645_ERROR_ANSWER, bits,
             fk_text_in(meaning, c->lang));
    if (!(answer->frame.control & DLT645_ERROR_ANSWER) || answer->frame.control & DLT645_MORE ||
        answer->frame.length != 1 || !(answer->frame.data[0] & bits))
        return case_broken_by(c, answer, expected);
    return case_held(c);
}

bool case_expect_silence(struct conform_case *c, const struct case_answer *answer, const char *why)
{
    char expected[CASE_TEXT];
    snprintf(expected, sizeof expected, CASE_SAY(c, "silence: %s", "无应答：%s"), why);
    return answer->kind == CASE_SILENT ? case_held(c) : case_broken_by(c, answer, expected);
}

bool case_get(struct conform_case *c, uint32_t di, size_t size, uint8_t *out,
              struct case_answer *answer)
{
    if (!case_read(c, di, answer) || !case_expect_item(c, answer, di, size))
        return false;
    memcpy(out, answer->frame.data + 4, size);
    return true;
}

bool case_get_number(struct conform_case *c, uint32_t di, size_t size, int64_t *out,
                     struct case_answer *answer)
{
    uint8_t bytes[8];
    if (!case_get(c, di, size, bytes, answer))
        return false;
    *out = dlt645_bcd_get(bytes, size);
    if (*out < 0)
        return case_broken(c, &answer->proof, CASE_SAY(c, "BCD digits 0 to 9", "BCD数字0至9"),
                           CASE_SAY(c, "item %08X holds other digits", "数据项%08X含其他数字"), di);
    return case_held(c);
}

/* Date and time from 04000101 (WW DD MM YY) and 04000102 (ss mm hh), for meters without 0400010C;
 * the date is read again, as midnight may pass between the two. */
static bool get_clock_parts(struct conform_case *c, uint8_t bytes[7], struct case_answer *answer)
{
    uint8_t before[4], time[3], date[4];
    if (!case_get(c, DI_DATE, sizeof before, before, answer))
        return false;
    for (int tries = 0; tries < 2; tries++) {
        if (!case_get(c, DI_TIME, sizeof time, time, answer) ||
            !case_get(c, DI_DATE, sizeof date, date, answer))
            return false;
        if (memcmp(before, date, sizeof date) == 0)
            break;
        memcpy(before, date, sizeof date);
    }
    memcpy(bytes, time, sizeof time);
    memcpy(bytes + sizeof time, date, sizeof date);
    return true;
}

static bool get_clock_bytes(struct conform_case *c, uint8_t bytes[7], struct case_answer *answer)
{
    if (own(c)->has_no_clock_item)
        return get_clock_parts(c, bytes, answer);
    if (!case_read(c, DI_CLOCK, answer))
        return false;
    if (answer->kind == CASE_FRAME && answer->frame.control & DLT645_ERROR_ANSWER) {
        own(c)->has_no_clock_item = true;
        return get_clock_parts(c, bytes, answer);
    }
    if (!case_expect_item(c, answer, DI_CLOCK, 7))
        return false;
    memcpy(bytes, answer->frame.data + 4, 7);
    return true;
}

bool case_get_clock(struct conform_case *c, ms_t *out, struct case_answer *answer)
{
    uint8_t bytes[7];
    struct clock_civil civil;
    if (!get_clock_bytes(c, bytes, answer))
        return false;
    if (!dlt645_time_get(bytes, DLT645_ORDER_CLOCK, &civil) ||
        !dlt645_time_moment(bytes, DLT645_ORDER_CLOCK, out))
        return case_broken(c, &answer->proof,
                           CASE_SAY(c, "a date and time that exist", "存在的日期和时间"),
                           "YYMMDDWWhhmmss %02X%02X%02X%02X%02X%02X%02X", bytes[6], bytes[5],
                           bytes[4], bytes[3], bytes[2], bytes[1], bytes[0]);
    own(c)->weekday = civil.weekday;
    if (!dlt645_journal_holds(&own(c)->journal, JOURNAL_CLOCK))
        own(c)->found.clock_offset = *out - conform_source_wall(c->source);
    return case_held(c);
}

bool case_get_status(struct conform_case *c, uint16_t *out, struct case_answer *answer)
{
    uint8_t bytes[2];
    if (!case_get(c, DI_STATUS_3, sizeof bytes, bytes, answer))
        return false;
    *out = (uint16_t)(bytes[0] | bytes[1] << 8);
    if (!own(c)->found.has_status) {
        own(c)->found.has_status = true;
        own(c)->found.status = *out;
    }
    own(c)->found.last_status = *out;
    own(c)->found.is_status_fresh = true;
    return true;
}
