#include "conformance/dlt645/dlt645_probe.h"
#include "protocol/dlt645/dlt645_address.h"

#include <stdio.h>
#include <string.h>

#define PROBE_READS 3
#define QUIET_MS    200  /* a line on which nobody is asked is silent */
#define NOISE_MS    3000 /* another master that has just asked is heard out */

static const uint8_t any_meter[DLT645_ADDRESS_SIZE] = {0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA};

static bool is_over(const struct conform_case *c)
{
    return c->source->state != CONFORM_SOURCE_READY;
}

/* What was sent came back: an adapter that hears itself. No meter answers with a request. */
static bool is_own_request(const struct conform_case *c, const struct case_answer *answer)
{
    struct dlt645_frame request = case_read_request(c, DI_ENERGY);
    const struct dlt645_frame *frame = &answer->frame;
    return answer->kind == CASE_FRAME && frame->control == request.control &&
           frame->length == request.length &&
           memcmp(frame->address, request.address, sizeof frame->address) == 0 &&
           memcmp(frame->data, request.data, request.length) == 0;
}

/* Asks whoever hears it for its address. */
static bool ask_any(struct conform_case *c, uint8_t function, struct case_answer *answer)
{
    struct dlt645_frame request = function == DLT645_READ ? case_read_request(c, DI_ENERGY)
                                                          : case_request(c, function, NULL, 0);
    memcpy(request.address, any_meter, sizeof any_meter);
    return case_ask(c, &request, answer);
}

/* The meter that answers to AA..AA. False: none. */
static bool find_address(struct conform_case *c, uint8_t address[DLT645_ADDRESS_SIZE])
{
    static const uint8_t functions[] = {DLT645_READ_ADDRESS, DLT645_READ};
    struct case_answer answer;
    for (size_t i = 0; i < sizeof functions; i++) {
        if (!ask_any(c, functions[i], &answer))
            return false;
        if (answer.kind != CASE_FRAME || !(answer.frame.control & DLT645_FROM_METER))
            continue;
        memcpy(address, answer.frame.address, DLT645_ADDRESS_SIZE);
        return true;
    }
    return false;
}

/* Any answer at another speed of the standard (7.8). Returns the speed or 0. */
static uint32_t find_speed(struct conform_case *c)
{
    static const uint32_t speeds[] = {2400, 9600, 4800, 1200, 19200, 600};
    struct case_answer answer;
    uint32_t found = 0;
    if (c->source->kind != CONFORM_LINE_SERIAL)
        return 0;
    for (size_t i = 0; i < sizeof speeds / sizeof *speeds && !found; i++) {
        if (speeds[i] == c->device->baud || !conform_source_retune(c->source, speeds[i]))
            continue;
        if (!ask_any(c, DLT645_READ_ADDRESS, &answer))
            return 0;
        if (answer.kind == CASE_FRAME && answer.frame.control & DLT645_FROM_METER)
            found = speeds[i];
    }
    (void)conform_source_retune(c->source, c->device->baud);
    return found;
}

static enum conform_reason other_address(const struct conform_case *c, const uint8_t *address,
                                         struct conform_words *why)
{
    char own[13], other[13];
    dlt645_address_format(c->device->address, own);
    dlt645_address_format(address, other);
    if (memcmp(address, c->device->address, DLT645_ADDRESS_SIZE) == 0) {
        snprintf(why->en, sizeof why->en,
                 "the meter %s does not answer %d reads to its address, only those to AAAAAAAAAAAA",
                 own, PROBE_READS);
        snprintf(why->zh, sizeof why->zh, "表%s对本机地址的%d次读取无应答，只应答AAAAAAAAAAAA", own,
                 PROBE_READS);
        return CONFORM_NO_REPLY;
    }
    snprintf(why->en, sizeof why->en,
             "no answer from %s, the address in the device file: the meter on this line is %s", own,
             other);
    snprintf(why->zh, sizeof why->zh, "表计文件中的地址%s无应答：线路上的表是%s", own, other);
    return CONFORM_NO_REPLY;
}

static enum conform_reason other_speed(const struct conform_case *c, uint32_t baud,
                                       struct conform_words *why)
{
    unsigned own = (unsigned)c->device->baud, other = (unsigned)baud;
    snprintf(why->en, sizeof why->en,
             "no answer at %u baud, the speed in the device file: a meter on this line answers at "
             "%u baud",
             own, other);
    snprintf(why->zh, sizeof why->zh, "表计文件中的速率%u波特无应答：线路上的表在%u波特应答", own,
             other);
    return CONFORM_LINE;
}

static enum conform_reason nobody(const struct conform_case *c, struct conform_words *why)
{
    char own[13];
    bool is_serial = c->source->kind == CONFORM_LINE_SERIAL;
    unsigned limit = c->device->reply_limit_ms + CASE_LATE_MS;
    dlt645_address_format(c->device->address, own);
    snprintf(why->en, sizeof why->en,
             "no answer from %s, nor from any other address%s: %d reads, %u ms each", own,
             is_serial ? ", nor at another speed" : "", PROBE_READS, limit);
    snprintf(why->zh, sizeof why->zh, "%s无应答，其他地址%s也无应答：读取%d次，每次%u毫秒", own,
             is_serial ? "和其他速率" : "", PROBE_READS, limit);
    return CONFORM_NO_REPLY;
}

static enum conform_reason explain_silence(struct conform_case *c, struct conform_words *why)
{
    uint8_t address[DLT645_ADDRESS_SIZE];
    if (find_address(c, address))
        return other_address(c, address, why);
    uint32_t baud = is_over(c) ? 0 : find_speed(c);
    if (is_over(c))
        return CONFORM_REASON_NONE;
    return baud ? other_speed(c, baud, why) : nobody(c, why);
}

static enum conform_reason say(struct conform_words *why, struct fk_text text)
{
    snprintf(why->en, sizeof why->en, "%s", text.en);
    snprintf(why->zh, sizeof why->zh, "%s", text.zh);
    return CONFORM_LINE;
}

/* The line or a signal ended the probe. An echo that is declared and does not come is seen by the
 * line as a collision. */
static enum conform_reason ended(const struct conform_case *c, struct conform_words *why)
{
    static const struct fk_text collision = {
        "another byte comes back than was sent, where the device file has echo: on: an adapter "
        "that does not hear itself needs echo: auto or off under port",
        "表计文件为echo: on，收回的字节与发送的不同：不回显的适配器应在port下写echo: auto或off"};
    return strncmp(c->source->diag.text, TRANSPORT_COLLISION, strlen(TRANSPORT_COLLISION)) == 0
               ? say(why, collision)
               : CONFORM_REASON_NONE;
}

enum conform_reason dlt645_find_meter(struct conform_case *c, struct dlt645_known *known,
                                      struct conform_words *why)
{
    static const struct fk_text noise = {
        "bytes come unasked and without a pause: noise on the line, another speed, or another "
        "master",
        "未发请求时不断收到字节：线路噪声、速率不同或另有主站"};
    static const struct fk_text echo = {
        "the line gives back what is sent: an adapter that hears itself needs echo: auto under "
        "port in the device file",
        "线路送回所发送的字节：有回显的适配器应在表计文件port下写echo: auto"};
    struct case_answer answer = {.kind = CASE_SILENT};
    int quiet = conform_source_hush(c->source, QUIET_MS, NOISE_MS);
    known->stale.is_noisy = c->source->strays > 0;
    if (quiet < 0)
        return ended(c, why);
    if (quiet == 0)
        return say(why, noise);
    for (int i = 0; i < PROBE_READS && answer.kind != CASE_FRAME; i++)
        if (!case_read(c, DI_ENERGY, &answer))
            return ended(c, why);
    if (is_own_request(c, &answer))
        return say(why, echo);
    known->are_no_frames = answer.kind == CASE_NOISE;
    return answer.kind == CASE_SILENT ? explain_silence(c, why) : CONFORM_REASON_NONE;
}
