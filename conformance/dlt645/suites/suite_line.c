/* Timing on the line, DL/T 645-2007 5.3.3. */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"

/* Two requests without a pause, as a master does that does not wait. The bus belongs to one speaker
 * at a time, so only the first answer is owed; what must not happen is that the meter is lost
 * afterwards. */
static bool glued(struct conform_case *c, const struct conform_step *step)
{
    uint8_t bytes[2 * (DLT645_FRAME_MAX + DLT645_WAKE_USUAL)];
    struct case_answer answer;
    struct dlt645_frame one = case_read_request(c, DI_ENERGY);
    struct dlt645_frame two = case_read_request(c, DI_ADDRESS);
    int first = dlt645_frame_encode(&one, DLT645_WAKE_USUAL, bytes, sizeof bytes);
    if (first < 0)
        return false;
    int second =
        dlt645_frame_encode(&two, DLT645_WAKE_USUAL, bytes + first, sizeof bytes - (size_t)first);
    if (second < 0 || !case_send_bytes(c, bytes, (size_t)(first + second)) ||
        !case_receive(c, &answer) || !case_expect_sound(c, &answer, DI_ENERGY) ||
        !case_receive(c, &answer))
        return false;
    if (answer.kind == CASE_SILENT)
        return case_broken(c, &answer.proof, conform_says(c, step), "%s",
                           CASE_SAY(c, "the second request was not answered", "第二个请求无应答"));
    return case_expect_sound(c, &answer, DI_ADDRESS);
}

#define GAP_MAX_MS 500 /* 5.3.3 */

/* One answer without a long silence inside it, and nothing behind it. */
static bool one_piece(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    if (!case_read(c, DI_STATUS_3, &answer) || !case_expect_frame(c, &answer, DLT645_READ))
        return false;
    if (answer.gap_ms > GAP_MAX_MS + CASE_STAMP_MS)
        return case_broken(
            c, &answer.proof, conform_says(c, step),
            CASE_SAY(c, "a silence of %lld ms inside an answer", "应答内停顿%lld ms"),
            (long long)answer.gap_ms);
    return case_held(c);
}
/* Several times: a meter may answer twice now and then. */
static bool one_answer(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    for (int64_t i = 0; i < step->number; i++)
        if (!case_read(c, DI_STATUS_3, &answer) || !case_expect_frame(c, &answer, DLT645_READ) ||
            !case_listen(c, &answer) || !case_expect_silence(c, &answer, conform_says(c, step)))
            return false;
    return true;
}

static const struct conform_step answer_delay[] = {
    CHECK('a', DELAYS(5),
          SAYS("an answer that begins 20 ms to 500 ms after the request",
               "请求结束后20 ms至500 ms开始应答", "1.1")),
    CHECK('b', STEP_CODE(one_piece),
          SAYS("at most 500 ms of silence between the bytes of an answer",
               "应答字节之间的停顿不超过500 ms", "1.1")),
    CHECK('c', STEP_CODE(one_answer), .number = 5,
          SAYS("one answer to one request", "一个请求只有一个应答", "1.1")),
};
/* 100 ms is well below the 500 ms that end a frame. */
static const struct conform_step split_request[] = {
    CHECK('a', GAPS(100),
          SAYS("an answer: the gaps between bytes were below 500 ms",
               "字节间隔小于500 ms，应有应答", "1.1")),
};
static const struct conform_step glued_requests[] = {
    CHECK('a', STEP_CODE(glued),
          SAYS("an answer to each of two requests sent without a pause",
               "连续发送的两个请求都被应答", "1.6")),
};

static const struct conform_test tests[] = {
    {"dlt645/5.3.3/1-answer-delay",
     {"answer delay", "应答延时"},
     {"An answer begins not earlier than 20 ms and not later than 500 ms after the request.",
      "应答在请求结束后20 ms至500 ms之间开始。"},
     CLAUSE("5.3.3"),
     CONFORM_MUST,
     STEPS(answer_delay)},
    {"dlt645/5.3.3/2-split-request",
     {"request with gaps", "有间隔的请求"},
     {"Gaps between the bytes of a request that are shorter than 500 ms do not end the frame.",
      "请求字节之间小于500 ms的间隔不终止帧。"},
     CLAUSE("5.3.3"),
     CONFORM_MUST,
     STEPS(split_request)},
    {"dlt645/5.3.3/3-glued-requests",
     {"two requests at once", "连续两个请求"},
     {"Two requests that arrive without a pause are both answered, one after the other.",
      "无间隔到达的两个请求先后都被应答。"},
     CLAUSE("5.3.3"),
     CONFORM_SHOULD,
     STEPS(glued_requests)},
};

const struct conform_group suite_line = {tests, sizeof tests / sizeof *tests};
