/* Timing on the line, DL/T 645-2007 5.3.3. */
#include "conformance/dlt645/dlt645_ask.h"
#include "conformance/dlt645/suites/suites.h"

#include <string.h>

#define DELAY_SAMPLES 5
#define SPLIT_GAP_MS  100 /* well below the 500 ms that end a frame */

static void answer_delay(struct conform_case *c)
{
    struct case_answer answer;
    const struct device_file *device = c->device;
    for (int i = 0; i < DELAY_SAMPLES; i++) {
        if (!case_read(c, i % 2 ? DI_STATUS_3 : DI_ENERGY, &answer))
            return;
        if (answer.kind == CASE_SILENT) {
            (void)case_expect_frame(c, &answer, DLT645_READ);
            return;
        }
        ms_t most = case_delay_most(c, &answer), least = case_delay_least(c, &answer);
        if (most < device->reply_least_ms) {
            case_broken(c, &answer.proof, "an answer that begins 20 ms to 500 ms after the request",
                        "it began after %lld ms, %u ms at least", (long long)most,
                        device->reply_least_ms);
            return;
        }
        if (least > (ms_t)device->reply_limit_ms + device->latency_ms) {
            case_broken(c, &answer.proof, "an answer that begins 20 ms to 500 ms after the request",
                        "it began after %lld ms, %u ms at most (latency_ms %u)", (long long)least,
                        device->reply_limit_ms, device->latency_ms);
            return;
        }
        case_held(c);
    }
}

/* The same request in three parts; a gap of up to 500 ms does not end a frame. */
static void split_request(struct conform_case *c)
{
    uint8_t bytes[DLT645_FRAME_MAX];
    struct case_answer answer;
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    int encoded = dlt645_frame_encode(&frame, DLT645_WAKE_USUAL, bytes, sizeof bytes);
    if (encoded < 0)
        return;
    size_t size = (size_t)encoded, first = 6, second = size - 3;
    if (!case_send_bytes(c, bytes, first) || !case_wait(c, SPLIT_GAP_MS) ||
        !case_send_more(c, bytes + first, second - first) || !case_wait(c, SPLIT_GAP_MS) ||
        !case_send_more(c, bytes + second, size - second) || !case_receive(c, &answer))
        return;
    if (answer.kind == CASE_SILENT)
        case_broken(c, &answer.proof, "an answer: the gaps between bytes were below 500 ms",
                    "silence after gaps of %d ms", SPLIT_GAP_MS);
    else
        (void)case_expect_item(c, &answer, DI_ENERGY, 4);
}

/* Two requests without a pause, as a master does that does not wait. The bus belongs to one speaker
 * at a time, so only the first answer is owed; what must not happen is that the meter is lost
 * afterwards. */
static void glued_requests(struct conform_case *c)
{
    uint8_t bytes[2 * (DLT645_FRAME_MAX + DLT645_WAKE_USUAL)];
    struct case_answer answer;
    struct dlt645_frame one = case_read_request(c, DI_ENERGY);
    struct dlt645_frame two = case_read_request(c, DI_ADDRESS);
    int first = dlt645_frame_encode(&one, DLT645_WAKE_USUAL, bytes, sizeof bytes);
    if (first < 0)
        return;
    int second =
        dlt645_frame_encode(&two, DLT645_WAKE_USUAL, bytes + first, sizeof bytes - (size_t)first);
    if (second < 0 || !case_send_bytes(c, bytes, (size_t)(first + second)) ||
        !case_receive(c, &answer) || !case_expect_item(c, &answer, DI_ENERGY, 4))
        return;
    if (!case_receive(c, &answer))
        return;
    if (answer.kind == CASE_SILENT)
        case_broken(c, &answer.proof, "an answer to each of two requests sent without a pause",
                    "the second request was not answered");
    else
        (void)case_expect_item(c, &answer, DI_ADDRESS, DLT645_ADDRESS_SIZE);
}

#define CLAUSE(text) "DL/T 645-2007 " text

static const struct conform_test tests[] = {
    {"dlt645/5.3.3/1-answer-delay", "answer delay",
     "An answer begins not earlier than 20 ms and not later than 500 ms after the request.",
     CLAUSE("5.3.3"), CONFORM_MUST, 0, false, answer_delay},
    {"dlt645/5.3.3/2-split-request", "request with gaps",
     "Gaps between the bytes of a request that are shorter than 500 ms do not end the frame.",
     CLAUSE("5.3.3"), CONFORM_MUST, 0, false, split_request},
    {"dlt645/5.3.3/3-glued-requests", "two requests at once",
     "Two requests that arrive without a pause are both answered, one after the other.",
     CLAUSE("5.3.3"), CONFORM_SHOULD, 0, false, glued_requests},
};

const struct conform_group suite_line = {tests, sizeof tests / sizeof *tests};
