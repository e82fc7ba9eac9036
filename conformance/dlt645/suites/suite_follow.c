/* Items longer than one frame, DL/T 645-2007 7.2. */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"
#include "protocol/dlt645/dlt645_item.h"

#define DI_TARIFFS  0x04000204u
#define DI_FEATURES 0x04001101u /* feature word 1: bit 2 event reports */
#define DI_REPORT   0x04001501u
#define REPORTS_BIT 0x04
#define ENERGY_SIZE 4
#define BLOCK_MAX   (ENERGY_SIZE * 64) /* total and 63 tariffs, 5.2.5 */
#define WRONG_STEP  5                  /* SEQ that far ahead is wrong for every meter */

/* Length that the block of energies must have, from the number of tariffs; kept under 's'. */
static bool block_size(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    int64_t tariffs, *size = dlt645_slot(c, 's');
    (void)step;
    if (!case_get_number(c, DI_TARIFFS, 1, &tariffs, &answer))
        return false;
    *size = (1 + tariffs) * ENERGY_SIZE;
    if (*size + 4 <= DLT645_READ_MAX)
        return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                            CASE_SAY(c, "with %d tariffs the block of energies fits into one frame",
                                     "%d个费率的电能块一帧即可容下"),
                            (int)tariffs);
    return *size <= BLOCK_MAX ||
           case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                        CASE_SAY(c, "%d tariffs are more than there can be", "费率数%d超出可能"),
                        (int)tariffs);
}

static bool ask_follow(struct conform_case *c, uint32_t di, uint8_t seq, struct case_answer *answer)
{
    uint8_t data[5];
    dlt645_di_put(data, di);
    data[4] = seq;
    struct dlt645_frame frame = case_request(c, DLT645_READ_FOLLOW, data, sizeof data);
    return case_ask(c, &frame, answer);
}

/* Does the meter say that it announces events with D5 (跟随上报)? The device file, or the meter
 * itself. */
static bool says_event_reports(struct conform_case *c, bool *out)
{
    struct case_answer answer;
    const struct dlt645_frame *frame = &answer.frame;
    *out = c->device->features >> DEVICE_EVENT_REPORT & 1u;
    if (*out)
        return true;
    if (!case_read(c, DI_FEATURES, &answer))
        return false;
    *out = answer.kind == CASE_FRAME && !(frame->control & DLT645_ERROR_ANSWER) &&
           frame->length == 5 && dlt645_di_get(frame->data) == DI_FEATURES &&
           frame->data[4] & REPORTS_BIT;
    return true;
}

/* The data of `di` are complete and D5 says that more follows: that can only be a report of events,
 * which the next 12H fetches (meters of 2013). */
static bool expect_report(struct conform_case *c, uint32_t di, uint8_t seq,
                          const struct case_answer *flagged)
{
    struct case_answer answer;
    bool is_said;
    char actual[CASE_TEXT];
    if (!ask_follow(c, di, seq, &answer))
        return false;
    case_answer_text(&answer, c->lang, actual, sizeof actual);
    if (answer.kind != CASE_FRAME || answer.frame.control & DLT645_ERROR_ANSWER ||
        answer.frame.length < 6 || dlt645_di_get(answer.frame.data) != DI_REPORT) {
        return case_broken(c, &flagged->proof,
                           CASE_SAY(c,
                                    "D5 = 0 when the data are complete, or a report of events to "
                                    "follow",
                                    "数据完整时D5为0，或随后有事件上报"),
                           CASE_SAY(c, "control byte %02X, and then %s", "控制码%02X，随后%s"),
                           flagged->frame.control, actual);
    }
    if (!case_expect_frame(c, &answer, DLT645_READ_FOLLOW) || !says_event_reports(c, &is_said))
        return false;
    return is_said ||
           case_remark(
               c, &answer.proof,
               CASE_SAY(c,
                        "reports events with D5, and neither event-report nor 04001101 bit 2 says "
                        "so",
                        "以D5上报事件，而event-report和04001101的bit2均未说明"));
}

static bool expect_part(struct conform_case *c, const struct case_answer *answer, uint8_t seq)
{
    const struct dlt645_frame *frame = &answer->frame;
    char actual[CASE_TEXT];
    if (!case_expect_frame(c, answer, DLT645_READ_FOLLOW))
        return false;
    case_answer_text(answer, c->lang, actual, sizeof actual);
    if (frame->control & DLT645_ERROR_ANSWER || frame->length < 6 ||
        dlt645_di_get(frame->data) != DI_ENERGY_BLOCK)
        return case_broken(
            c, &answer->proof,
            CASE_SAY(c, "follow-up data of item 0001FF00", "数据项0001FF00的后续数据"), "%s",
            actual);
    if (frame->data[frame->length - 1] != seq)
        return case_broken(c, &answer->proof,
                           CASE_SAY(c, "SEQ of the request as the last data byte",
                                    "最后一个数据字节为请求的帧序号"),
                           CASE_SAY(c, "SEQ %02X, asked for %02X", "帧序号%02X，所请求为%02X"),
                           frame->data[frame->length - 1], seq);
    return case_held(c);
}

static bool whole_block(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer = own(c)->answer;
    size_t expected = (size_t)*dlt645_slot(c, 's'), got = answer.frame.length - 4u;
    /* A part has at least one byte of data, so that this ends. */
    uint8_t seq = 1;
    for (; answer.frame.control & DLT645_MORE && got < expected; seq++) {
        if (!ask_follow(c, DI_ENERGY_BLOCK, seq, &answer) || !expect_part(c, &answer, seq))
            return false;
        got += answer.frame.length - 5u;
    }
    if (got != expected)
        return case_broken(c, &answer.proof, conform_says(c, step),

                           CASE_SAY(c, "%zu bytes with D5 = 0 at the end, %zu expected",
                                    "末帧D5为0时共%zu字节，应为%zu字节"),
                           got, expected);
    if (answer.frame.control & DLT645_MORE)
        return expect_report(c, DI_ENERGY_BLOCK, seq, &answer);
    return case_held(c);
}

static bool refused_seq(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    (void)step;
    return ask_follow(c, DI_ENERGY_BLOCK, 1 + WRONG_STEP, &answer) &&
           case_expect_error(c, &answer, DLT645_READ_FOLLOW, DLT645_ERR_NO_DATA,
                             dlt645_says_no_data);
}

/* That "nothing to follow" is refused with ERR 02 is known from one source: anything else is an
 * observation. A D5 that announces data and gives none breaks the clause. */
static bool refused_follow(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer = own(c)->answer;
    const struct dlt645_frame *frame = &answer.frame;
    char actual[CASE_TEXT];
    (void)step;
    if (frame->control & DLT645_MORE)
        return expect_report(c, DI_ENERGY, 1, &own(c)->answer);
    if (!ask_follow(c, DI_ENERGY, 1, &answer))
        return false;
    if (answer.kind == CASE_FRAME && frame->control & DLT645_ERROR_ANSWER && frame->length == 1 &&
        frame->data[0] & DLT645_ERR_NO_DATA)
        return case_expect_frame(c, &answer, DLT645_READ_FOLLOW);
    case_answer_text(&answer, c->lang, actual, sizeof actual);
    return case_remark(c, &answer.proof,
                       CASE_SAY(c, "with nothing to follow came %s, usual is ERR 02",
                                "无后续数据时得到%s，通常为错误字02"),
                       actual);
}

#define FOLLOWS NEEDS(.features = FEATURE(DEVICE_FOLLOW_UP))

static const struct conform_step follow_up[] = {
    PREPARE(STEP_CODE(block_size), FOLLOWS),
    CHECK('a', ITEM(DI_ENERGY_BLOCK, 0),
          SAYS("the first part, without SEQ", "首帧，不带帧序号", "2.4")),
    CHECK(
        'b', STEP_CODE(whole_block),
        SAYS("the whole block: D5 = 1 as long as data are left", "整块数据：有后续时D5为1", "2.4")),
};
static const struct conform_step wrong_seq[] = {
    PREPARE(STEP_CODE(block_size), FOLLOWS),
    ASK_ITEM(DI_ENERGY_BLOCK, 0),
    CHECK('a', STEP_CODE(refused_seq),
          SAYS("error answer: no requested data", "异常应答：无请求数据", "2.4")),
};
static const struct conform_step nothing_pending[] = {
    ASK_ITEM(DI_ENERGY, 4),
    CHECK('a', STEP_CODE(refused_follow), FOLLOWS,
          SAYS("error answer: no requested data", "异常应答：无请求数据", "2.4")),
};

static const struct conform_test tests[] = {
    {"dlt645/7.2/1-follow-up",
     {"block in several frames", "多帧数据块"},
     {"An item longer than one frame comes in parts: D5 = 1 while data are left, SEQ echoed at the "
      "end of every follow-up part.",
      "超过一帧的数据分帧传输：有后续时D5为1，后续帧末尾带请求的帧序号。"},
     CLAUSE("7.2"),
     CONFORM_MUST,
     STEPS(follow_up)},
    {"dlt645/7.2/2-wrong-seq",
     {"wrong SEQ refused", "拒绝错误帧序号"},
     {"A follow-up request whose SEQ is not the next one is refused; meters that answer are "
      "tolerated.",
      "帧序号不连续的后续请求被拒绝；应答者可容忍。"},
     CLAUSE("7.2"),
     CONFORM_SHOULD,
     STEPS(wrong_seq)},
    {"dlt645/7.2/3-nothing-pending",
     {"nothing to follow", "无后续数据"},
     {"A follow-up request after a complete answer gets an error answer 'no requested data', or "
      "the "
      "report of events that the answer announced.",
      "完整应答之后的后续请求得到“无请求数据”的异常应答，或应答预告的事件上报。"},
     CLAUSE("7.2"),
     CONFORM_MUST,
     STEPS(nothing_pending)},
};

const struct conform_group suite_follow = {tests, sizeof tests / sizeof *tests};
