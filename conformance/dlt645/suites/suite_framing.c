/* Frame format, DL/T 645-2007 5.2. */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"

#include <string.h>

#define AS_START (UNKNOWN_DI | 0x35u) /* 35H goes over the line as 68H */
#define AS_END   (UNKNOWN_DI | 0xE3u) /* ... as 16H */
#define AS_WAKE  (UNKNOWN_DI | 0xCBu) /* ... as FEH */

/* Garbage with a start byte and a head that promises more than follows before the request. */
static bool behind_garbage(struct conform_case *c, const struct conform_step *step)
{
    uint8_t bytes[32 + DLT645_FRAME_MAX];
    static const uint8_t false_head[] = {0x68, 0x01, 0x02, 0x03, 0x04, 0x05,
                                         0x06, 0x67, 0x11, 0x04, 0x00, 0x16};
    struct case_answer answer;
    size_t size = 0;
    for (; size < 6; size++)
        bytes[size] = (uint8_t)(case_random(c) % 0x60); /* no start byte, no FE */
    memcpy(bytes + size, false_head, sizeof false_head);
    size += sizeof false_head;
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    int framed = dlt645_frame_encode(&frame, DLT645_WAKE_USUAL, bytes + size, sizeof bytes - size);
    if (framed < 0 || !case_send_bytes(c, bytes, size + (size_t)framed) ||
        !case_receive(c, &answer))
        return false;
    if (answer.kind == CASE_SILENT)
        return case_broken(c, &answer.proof, conform_says(c, step), "%s",
                           CASE_SAY(c, "silence", "无应答"));
    return case_expect_sound(c, &answer, DI_ENERGY);
}

/* D1 with ERR 02: its own byte shows that the offset is right, and there is no such item. */
static bool is_refusal(const struct dlt645_frame *frame)
{
    return frame->control & DLT645_ERROR_ANSWER && frame->length == 1 &&
           frame->data[0] == DLT645_ERR_NO_DATA;
}

static bool address_as_data(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer = {.kind = CASE_SILENT};
    const uint8_t *data = answer.frame.data + 4;
    if (!case_read(c, DI_ADDRESS, &answer) || !case_expect_frame(c, &answer, DLT645_READ))
        return false;
    if (is_refusal(&answer.frame))
        return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                            CASE_SAY(c,
                                     "the meter does not have item 04000401, whose data are known",
                                     "电表没有数据项04000401，其数据本为已知"));
    if (!case_expect_item(c, &answer, DI_ADDRESS, DLT645_ADDRESS_SIZE))
        return false;
    if (memcmp(data, c->device->address, DLT645_ADDRESS_SIZE) == 0)
        return case_held(c);
    return case_broken(c, &answer.proof, conform_says(c, step),
                       CASE_SAY(c,
                                "33H is right, the identifier shows it; the item holds another "
                                "value, low byte first %02X %02X %02X %02X %02X %02X",
                                "33H无误，数据标识可证；数据项为另一数值，低字节在前%02X %02X %02X "
                                "%02X %02X %02X"),
                       data[0], data[1], data[2], data[3], data[4], data[5]);
}

static const struct conform_step garbage_before[] = {
    CHECK('a', STEP_CODE(behind_garbage),
          SAYS("an answer to the request behind the garbage", "应答杂字节之后的请求", "1.6")),
};
static const struct conform_step start_inside[] = {
    CHECK('a', ANSWERED(AS_START),
          SAYS("68 in the data field is data", "数据域中的68为数据", "1.2")),
    CHECK('b', ANSWERED(AS_END), SAYS("16 in the data field is data", "数据域中的16为数据", "1.2")),
    CHECK('c', ANSWERED(AS_WAKE),
          SAYS("FE in the data field is data", "数据域中的FE为数据", "1.2")),
};
static const struct conform_step direction_ignored[] = {
    ALIVE,
    WRONG_DIRECTION,
    CHECK('a', SILENT,
          SAYS("the request carries D7 = 1, it is another meter's answer",
               "请求的D7为1，属另一电表的应答", "1.3")),
};
static const struct conform_step answer_direction[] = {
    CHECK('a', CONTROL_BYTE(DI_ENERGY, DLT645_READ | DLT645_FROM_METER),
          SAYS("control byte 91 or B1: D7 = 1, function 11H", "控制码91或B1：D7为1，功能码11H",
               "1.3")),
    CHECK('b', CONTROL_BYTE(AS_START, DLT645_READ | DLT645_FROM_METER | DLT645_ERROR_ANSWER),
          SAYS("control byte D1 to an unknown item: D7 = 1, D6 = 1, function 11H",
               "对未知数据项为D1：D7、D6为1，功能码11H", "1.3")),
};
static const struct conform_step data_offset[] = {
    CHECK('a', STEP_CODE(address_as_data),
          SAYS("the meter's address as data of item 04000401", "04000401的数据为本表地址",
               "1.2, 5.4")),
};
static const struct conform_step answer_is_frame[] = {
    CHECK('a', ANSWERED(DI_ADDRESS), .flags = JUDGES_FRAMES,
          SAYS("a short answer is a frame", "短应答为合法帧", "1.2")),
    CHECK('b', ANSWERED(DI_ASSET_CODE), .flags = JUDGES_FRAMES,
          SAYS("a long answer is a frame", "长应答为合法帧", "1.2")),
};
static const struct conform_step wrong_checksum[] = {
    ALIVE, SPOIL(2),
    CHECK('a', SILENT, SAYS("the check sum of the request is wrong", "请求的校验码错误", "1.6")),
    ALIVE, /* what a meter still holds of the request must not spoil the next test */
};
static const struct conform_step wrong_end[] = {
    ALIVE,
    SPOIL(1),
    CHECK('a', SILENT, TOLERATED,
          SAYS("the end byte of the request is wrong", "请求的结束符错误", "1.6")),
    ALIVE,
};
static const struct conform_step leading_fe[] = {
    CHECK('a', WAKES(8),
          SAYS("an answer whatever the number of leading FE", "前导字节数不影响应答", "1.1")),
};

static const struct conform_test tests[] = {
    {"dlt645/5.2.1/1-garbage-before",
     {"request behind garbage", "杂字节后的请求"},
     {"A meter finds a request behind bytes that are no frame, also when they hold a start byte.",
      "请求之前有不成帧的字节，即使其中含起始符，电表仍能识别请求。"},
     CLAUSE("5.2.1"),
     CONFORM_MUST,
     STEPS(garbage_before)},
    {"dlt645/5.2.1/2-start-inside-data",
     {"68, 16 and FE as data", "数据域中的68、16、FE"},
     {"Start byte, end byte and FE inside the data field are data: the length byte decides.",
      "数据域中的起始符、结束符和FE都是数据，帧长由长度域决定。"},
     CLAUSE("5.2.1, 5.2.5"),
     CONFORM_MUST,
     STEPS(start_inside)},
    {"dlt645/5.2.4/1-direction-ignored",
     {"foreign answer ignored", "不理会他表应答"},
     {"A meter does not react to a frame whose control byte says meter to master (D7 = 1).",
      "控制码表明由从站发出（D7为1）的帧，电表不予响应。"},
     CLAUSE("5.2.4"),
     CONFORM_MUST,
     STEPS(direction_ignored)},
    {"dlt645/5.2.4/2-answer-direction",
     {"control byte of the answer", "应答的控制码"},
     {"An answer, also an error answer, carries D7 = 1 and the function code of its request.",
      "应答（含异常应答）的D7为1，功能码与请求相同。"},
     CLAUSE("5.2.4"),
     CONFORM_MUST,
     STEPS(answer_direction)},
    {"dlt645/5.2.5/1-data-offset",
     {"33H on answer data", "应答数据加33H"},
     {"Every byte of the data field travels with 33H added, in answers too.",
      "数据域每字节加33H传输，应答亦然。"},
     CLAUSE("5.2.5"),
     CONFORM_MUST,
     STEPS(data_offset)},
    {"dlt645/5.2.6/1-answer-checksum",
     {"answer is a sound frame", "应答为合法帧"},
     {"An answer is a frame with two start bytes, the right check sum and the end byte.",
      "应答帧有两个起始符、正确的校验码和结束符。"},
     CLAUSE("5.2.6, 5.2.7"),
     CONFORM_MUST,
     STEPS(answer_is_frame)},
    {"dlt645/5.2.6/2-wrong-checksum",
     {"wrong check sum ignored", "不应答校验错误的请求"},
     {"A request with a wrong check sum is not answered.", "校验码错误的请求不被应答。"},
     CLAUSE("5.2.6"),
     CONFORM_MUST,
     STEPS(wrong_checksum)},
    {"dlt645/5.2.7/1-wrong-end",
     {"wrong end byte ignored", "不应答结束符错误的请求"},
     {"A request whose end byte is not 16H is not answered; meters that answer are tolerated.",
      "结束符不是16H的请求不应答；应答者可容忍。"},
     CLAUSE("5.2.7"),
     CONFORM_SHOULD,
     STEPS(wrong_end)},
    {"dlt645/5.2.8/1-leading-fe",
     {"0 to 8 leading FE", "0至8个前导字节"},
     {"A request is answered whatever the number of FE before it, none included.",
      "无论前导字节有几个（含没有），请求都被应答。"},
     CLAUSE("5.2.8"),
     CONFORM_MUST,
     STEPS(leading_fe)},
};

const struct conform_group suite_framing = {tests, sizeof tests / sizeof *tests};
