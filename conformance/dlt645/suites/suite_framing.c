/* Frame format, DL/T 645-2007 5.2. */
#include "conformance/dlt645/dlt645_ask.h"
#include "conformance/dlt645/suites/suites.h"

#include <string.h>

#define UNKNOWN_DI 0x0001EE35u /* no tariff EEH exists; 35H goes over the line as 68H */

/* A read of the energy total must work, or the opposite case proves nothing: a dead meter is silent
 * too. */
static bool prepare_alive(struct conform_case *c)
{
    struct case_answer answer;
    case_prepare(c);
    bool is_alive = case_read(c, DI_ENERGY, &answer) && case_expect_frame(c, &answer, DLT645_READ);
    case_judge(c);
    return is_alive;
}

/* A short and a long answer; a meter without asset code owes a frame all the same, an error answer.
 */
static void answer_is_frame(struct conform_case *c)
{
    static const uint32_t items[] = {DI_ADDRESS, DI_ASSET_CODE};
    struct case_answer answer;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        if (!case_read(c, items[i], &answer))
            return;
        if (answer.kind == CASE_NOISE) {
            case_broken(c, &answer.proof, "a frame with the right check sum and end byte", "%s",
                        answer.why == FK_E_CHECKSUM ? "a frame with a wrong check sum"
                                                    : "bytes that are no frame");
            return;
        }
        if (!case_expect_frame(c, &answer, DLT645_READ))
            return;
    }
}

/* D1 with ERR 02: its own byte shows that the offset is right, and there is no such item. */
static bool is_refusal(const struct dlt645_frame *frame)
{
    return frame->control & DLT645_ERROR_ANSWER && frame->length == 1 &&
           frame->data[0] == DLT645_ERR_NO_DATA;
}

static void data_offset(struct conform_case *c)
{
    struct case_answer answer;
    uint8_t address[DLT645_ADDRESS_SIZE];
    if (!case_read(c, DI_ADDRESS, &answer) || !case_expect_frame(c, &answer, DLT645_READ))
        return;
    if (is_refusal(&answer.frame)) {
        (void)case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                           "the meter does not have item 04000401, whose data are known");
        return;
    }
    if (!case_expect_item(c, &answer, DI_ADDRESS, sizeof address))
        return;
    memcpy(address, answer.frame.data + 4, sizeof address);
    if (memcmp(address, c->device->address, sizeof address) != 0)
        case_broken(c, &answer.proof, "the meter's address as data of item 04000401",
                    "other data, low byte first %02X %02X %02X %02X %02X %02X", address[0],
                    address[1], address[2], address[3], address[4], address[5]);
    else
        case_held(c);
}

/* D5 is left out: it is looked at in 7.2, and some meters announce reports of events with it. */
static bool expect_control(struct conform_case *c, uint32_t di, uint8_t wanted,
                           const char *expected)
{
    struct case_answer answer;
    if (!case_read(c, di, &answer))
        return false;
    if (answer.kind != CASE_FRAME)
        return case_expect_frame(c, &answer, DLT645_READ);
    if ((answer.frame.control & ~DLT645_MORE) != wanted)
        return case_broken(c, &answer.proof, expected, "control byte %02X", answer.frame.control);
    return case_held(c);
}

static void answer_direction(struct conform_case *c)
{
    const uint8_t normal = DLT645_READ | DLT645_FROM_METER, refused = normal | DLT645_ERROR_ANSWER;
    if (expect_control(c, DI_ENERGY, normal, "control byte 91 or B1: D7 = 1, function 11H"))
        (void)expect_control(c, UNKNOWN_DI, refused,
                             "control byte D1 to an unknown item: D7 = 1, D6 = 1, function 11H");
}

/* Sends the read of the energy total with one byte of the frame changed and wants silence. */
static void spoiled(struct conform_case *c, size_t from_end, const char *why, bool is_tolerated)
{
    uint8_t bytes[DLT645_FRAME_MAX];
    struct case_answer answer;
    if (!prepare_alive(c))
        return;
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    int size = dlt645_frame_encode(&frame, DLT645_WAKE_USUAL, bytes, sizeof bytes);
    if (size < 0)
        return;
    bytes[(size_t)size - from_end] ^= (uint8_t)(1 + case_random(c) % 255);
    if (!case_send_bytes(c, bytes, (size_t)size) || !case_listen(c, &answer))
        return;
    if (is_tolerated && answer.kind == CASE_FRAME)
        case_remark(c, &answer.proof, "answered a frame with a wrong end byte, as some meters do");
    else
        (void)case_expect_silence(c, &answer, why);
}

static void wrong_checksum(struct conform_case *c)
{
    spoiled(c, 2, "the check sum of the request is wrong", false);
}

static void wrong_end(struct conform_case *c)
{
    spoiled(c, 1, "the end byte of the request is wrong", true);
}

static void direction_ignored(struct conform_case *c)
{
    struct case_answer answer;
    if (!prepare_alive(c))
        return;
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    frame.control |= DLT645_FROM_METER;
    if (case_send(c, &frame) && case_listen(c, &answer))
        (void)case_expect_silence(c, &answer,
                                  "the request carries D7 = 1, it is another meter's answer");
}

static void leading_wakes(struct conform_case *c)
{
    uint8_t bytes[DLT645_FRAME_MAX + 8];
    struct case_answer answer;
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    for (unsigned wakes = 0; wakes <= 8; wakes++) {
        int size = dlt645_frame_encode(&frame, wakes, bytes, sizeof bytes);
        if (size < 0 || !case_send_bytes(c, bytes, (size_t)size) || !case_receive(c, &answer))
            return;
        if (answer.kind == CASE_SILENT) {
            case_broken(c, &answer.proof, "an answer whatever the number of leading FE",
                        "silence after %u leading FE", wakes);
            return;
        }
        if (!case_expect_frame(c, &answer, DLT645_READ))
            return;
    }
}

/* Bytes that mean something between frames mean nothing inside: L decides. */
static void start_inside(struct conform_case *c)
{
    static const uint8_t on_line[] = {DLT645_START, DLT645_END, DLT645_WAKE};
    struct case_answer answer;
    for (size_t i = 0; i < sizeof on_line; i++) {
        uint8_t clear = (uint8_t)(on_line[i] - DLT645_OFFSET);
        uint32_t di = (UNKNOWN_DI & ~0xFFu) | clear;
        if (!case_read(c, di, &answer))
            return;
        if (answer.kind == CASE_SILENT) {
            case_broken(c, &answer.proof, "an answer, as to any read of an unknown item",
                        "silence when the data field holds %02X", on_line[i]);
            return;
        }
        if (!case_expect_frame(c, &answer, DLT645_READ))
            return;
    }
}

/* Garbage with a start byte and a head that promises more than follows before the request. */
static void garbage_before(struct conform_case *c)
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
        return;
    if (answer.kind == CASE_SILENT)
        case_broken(c, &answer.proof, "an answer to the request behind the garbage", "silence");
    else
        (void)case_expect_item(c, &answer, DI_ENERGY, 4);
}

#define CLAUSE(text) "DL/T 645-2007 " text

static const struct conform_test tests[] = {
    {"dlt645/5.2.1/1-garbage-before", "request behind garbage",
     "A meter finds a request behind bytes that are no frame, also when they hold a start byte.",
     CLAUSE("5.2.1"), CONFORM_MUST, 0, false, garbage_before},
    {"dlt645/5.2.1/2-start-inside-data", "68, 16 and FE as data",
     "Start byte, end byte and FE inside the data field are data: the length byte decides.",
     CLAUSE("5.2.1, 5.2.5"), CONFORM_MUST, 0, false, start_inside},
    {"dlt645/5.2.4/1-direction-ignored", "foreign answer ignored",
     "A meter does not react to a frame whose control byte says meter to master (D7 = 1).",
     CLAUSE("5.2.4"), CONFORM_MUST, 0, false, direction_ignored},
    {"dlt645/5.2.4/2-answer-direction", "control byte of the answer",
     "An answer, also an error answer, carries D7 = 1 and the function code of its request.",
     CLAUSE("5.2.4"), CONFORM_MUST, 0, false, answer_direction},
    {"dlt645/5.2.5/1-data-offset", "33H on answer data",
     "Every byte of the data field travels with 33H added, in answers too.", CLAUSE("5.2.5"),
     CONFORM_MUST, 0, false, data_offset},
    {"dlt645/5.2.6/1-answer-checksum", "answer is a sound frame",
     "An answer is a frame with two start bytes, the right check sum and the end byte.",
     CLAUSE("5.2.6, 5.2.7"), CONFORM_MUST, 0, false, answer_is_frame},
    {"dlt645/5.2.6/2-wrong-checksum", "wrong check sum ignored",
     "A request with a wrong check sum is not answered.", CLAUSE("5.2.6"), CONFORM_MUST, 0, false,
     wrong_checksum},
    {"dlt645/5.2.7/1-wrong-end", "wrong end byte ignored",
     "A request whose end byte is not 16H is not answered; meters that answer are tolerated.",
     CLAUSE("5.2.7"), CONFORM_SHOULD, 0, false, wrong_end},
    {"dlt645/5.2.8/1-leading-fe", "0 to 8 leading FE",
     "A request is answered whatever the number of FE before it, none included.", CLAUSE("5.2.8"),
     CONFORM_MUST, 0, false, leading_wakes},
};

const struct conform_group suite_framing = {tests, sizeof tests / sizeof *tests};
