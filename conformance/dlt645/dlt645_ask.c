/* Talking: requests out, frames in. */
#include "conformance/dlt645/dlt645_ask.h"

#include <stdio.h>
#include <string.h>

struct dlt645_frame case_request(const struct conform_case *c, uint8_t function, const void *data,
                                 size_t size)
{
    struct dlt645_frame frame = {.control = function, .length = (uint8_t)size};
    memcpy(frame.address, c->device->address, sizeof frame.address);
    if (size > 0)
        memcpy(frame.data, data, size);
    return frame;
}

struct dlt645_frame case_read_request(const struct conform_case *c, uint32_t di)
{
    uint8_t data[4];
    dlt645_di_put(data, di);
    return case_request(c, DLT645_READ, data, sizeof data);
}

static struct dlt645_stale *stale_of(const struct conform_case *c)
{
    return known(c) ? &known(c)->stale : NULL;
}

/* An error answer does not say to what: with a meter that answers twice its copy passes by first.
 * `request` is what the bytes hold, NULL if they are no plain request. */
static bool send_shown(struct conform_case *c, const struct dlt645_frame *request,
                       const uint8_t *bytes, const uint8_t *shown, size_t size)
{
    struct conform_source *source = c->source;
    struct dlt645_stale *stale = stale_of(c);
    dlt645_stale_leave(stale, &own(c)->scanner, &c->result->stale);
    if (stale && stale->is_doubling && !case_wait(c, CASE_COPY_MS))
        return false;
    size_t first = source->line ? source->trace->count : source->cursor;
    dlt645_scan_init(&own(c)->scanner);
    if (conform_source_send(source, bytes, shown, size) != FK_OK)
        return case_ended(c);
    dlt645_stale_strays(stale, source->trace, first, (size_t)source->last_sent, &c->result->stale);
    dlt645_stale_sent(stale, request);
    return true;
}

bool case_send_bytes(struct conform_case *c, const uint8_t *bytes, size_t size)
{
    return send_shown(c, NULL, bytes, bytes, size);
}

bool case_send_more(struct conform_case *c, const uint8_t *bytes, size_t size)
{
    return conform_source_send_more(c->source, bytes, size) == FK_OK || case_ended(c);
}

bool case_send(struct conform_case *c, const struct dlt645_frame *request)
{
    uint8_t bytes[DLT645_FRAME_MAX + DLT645_WAKE_USUAL];
    int size = dlt645_frame_encode(request, DLT645_WAKE_USUAL, bytes, sizeof bytes);
    return size > 0 && send_shown(c, request, bytes, bytes, (size_t)size);
}

bool case_send_secret(struct conform_case *c, const struct dlt645_frame *request, size_t at)
{
    uint8_t bytes[DLT645_FRAME_MAX + DLT645_WAKE_USUAL];
    uint8_t shown[DLT645_FRAME_MAX + DLT645_WAKE_USUAL];
    struct dlt645_frame masked = *request;
    memset(masked.data + at, 0, sizeof c->password);
    int size = dlt645_frame_encode(request, DLT645_WAKE_USUAL, bytes, sizeof bytes);
    int shown_size = dlt645_frame_encode(&masked, DLT645_WAKE_USUAL, shown, sizeof shown);
    return size > 0 && shown_size == size && send_shown(c, request, bytes, shown, (size_t)size);
}

/* How long the bytes of the longest answer take on the line. */
static ms_t frame_time(const struct conform_case *c)
{
    const ms_t bits_per_byte = 11; /* start, 8 data, parity, stop */
    return (DLT645_FRAME_MAX + 8) * bits_per_byte * 1000 / c->device->baud;
}

ms_t case_wire_ms(const struct conform_case *c, size_t size)
{
    const ms_t bits_per_byte = 11, baud = c->device->baud;
    enum conform_line_kind kind = c->source->kind;
    if (kind != CONFORM_LINE_SERIAL && kind != CONFORM_LINE_NETWORK)
        return 0;
    return ((ms_t)size * bits_per_byte * MS_SECOND + baud - 1) / baud;
}

/* What a serial server still has to send when the send has ended here. */
static ms_t still_sending(const struct conform_case *c, int request_entry)
{
    return c->source->kind == CONFORM_LINE_NETWORK
               ? case_wire_ms(c, c->source->trace->entries[request_entry].size)
               : 0;
}

static ms_t stamp_error(const struct conform_case *c)
{
    return c->source->kind == CONFORM_LINE_VIRTUAL ? 0 : CASE_STAMP_MS;
}

ms_t case_delay_least(const struct conform_case *c, const struct case_answer *answer)
{
    return answer->first_at - answer->sent_at - still_sending(c, answer->proof.request_entry) -
           stamp_error(c);
}

ms_t case_delay_most(const struct conform_case *c, const struct case_answer *answer)
{
    ms_t end = answer->sent_from;
    if (c->source->kind == CONFORM_LINE_SERIAL)
        end += case_wire_ms(c, c->source->trace->entries[answer->proof.request_entry].size);
    if (end > answer->sent_at)
        end = answer->sent_at;
    return answer->first_at - end + stamp_error(c);
}

/* A serial server that still sends is not a meter that thinks. */
ms_t case_delay(const struct conform_case *c, const struct case_answer *answer)
{
    ms_t delay = answer->first_at - answer->sent_at - still_sending(c, answer->proof.request_entry);
    return delay < 0 ? 0 : delay;
}

/* Looks for a frame in what has been received. */
static bool scan(struct conform_case *c, struct case_answer *answer)
{
    struct dlt645_scan_info info;
    struct dlt645_stale *stale = stale_of(c);
    for (;;) {
        switch (dlt645_scan_next(&own(c)->scanner, &answer->frame, &info)) {
        case DLT645_SCAN_FRAME:
            answer->kind = CASE_FRAME;
            return true;
        case DLT645_SCAN_SKIPPED:
            answer->proof.is_unsound = true;
            if (stale)
                stale->is_noisy = true;
            answer->why = answer->why == FK_E_CHECKSUM ? FK_E_CHECKSUM : info.reason;
            break;
        case DLT645_SCAN_NEED_MORE:
            return false;
        }
    }
}

#define ANSWER_MAX 2048 /* bytes without a frame; the longest has 267, FE and noise before it */

/* The next frame that answers the present request; others are counted and passed over. */
static bool scan_own(struct conform_case *c, struct case_answer *answer)
{
    while (scan(c, answer)) {
        if (!dlt645_stale_is(stale_of(c), &answer->frame, &c->result->stale)) {
            dlt645_stale_taken(stale_of(c), &answer->frame);
            return true;
        }
        answer->stale++;
        answer->gap_ms = 0;
        answer->kind = dlt645_scan_pending(&own(c)->scanner) > 0 ? CASE_NOISE : CASE_SILENT;
    }
    return false;
}

/* Waits for the first byte until `first_deadline`, then for the rest of the frame. */
static bool wait_frame(struct conform_case *c, struct case_answer *answer, ms_t first_deadline)
{
    uint8_t bytes[256];
    struct conform_source *source = c->source;
    ms_t deadline = first_deadline, last_at = 0;
    size_t taken = 0;
    for (;;) {
        int got = conform_source_receive(source, deadline, bytes, sizeof bytes);
        if (got < 0)
            return case_ended(c);
        if (got == 0)
            break;
        if (answer->kind == CASE_SILENT) {
            answer->kind = CASE_NOISE;
            answer->first_at = source->now;
            answer->proof.proof_entry = source->last_received;
            deadline = source->now + frame_time(c) + CASE_LATE_MS;
        } else if (source->now - last_at > answer->gap_ms) {
            answer->gap_ms = source->now - last_at;
        }
        last_at = source->now;
        taken += (size_t)got;
        if (taken > ANSWER_MAX ||
            dlt645_scan_push(&own(c)->scanner, bytes, (size_t)got) < (size_t)got)
            break; /* a babbling line */
        if (scan_own(c, answer))
            return true;
        if (answer->kind == CASE_SILENT) {
            answer->proof.proof_entry = -1;
            deadline = first_deadline;
        }
    }
    while (answer->kind == CASE_NOISE && dlt645_scan_pending(&own(c)->scanner) > 0) {
        dlt645_scan_flush(&own(c)->scanner);
        if (scan_own(c, answer))
            break;
    }
    answer->proof.is_unsound |= answer->kind == CASE_NOISE;
    return true;
}

static bool take_frame(struct conform_case *c, struct case_answer *answer, ms_t first_deadline)
{
    struct conform_source *source = c->source;
    *answer = (struct case_answer){.why = FK_E_FORMAT,
                                   .sent_from = source->trace->entries[source->last_sent].from,
                                   .sent_at = source->trace->entries[source->last_sent].at,
                                   .proof.request_entry = source->last_sent,
                                   .proof.proof_entry = -1};
    if (scan_own(c, answer)) { /* the second of two answers that came in one piece */
        answer->proof.proof_entry = source->last_received;
        answer->first_at = source->now;
        return true;
    }
    return wait_frame(c, answer, first_deadline);
}

/* An answer that is due begins before this moment. */
static ms_t due(const struct conform_case *c)
{
    return c->source->now + c->device->reply_limit_ms + c->device->latency_ms +
           still_sending(c, c->source->last_sent);
}

bool case_receive(struct conform_case *c, struct case_answer *answer)
{
    return take_frame(c, answer, due(c) + CASE_LATE_MS);
}

bool case_listen(struct conform_case *c, struct case_answer *answer)
{
    return take_frame(c, answer, due(c) + CASE_SILENCE_MARGIN_MS);
}

bool case_ask(struct conform_case *c, const struct dlt645_frame *request,
              struct case_answer *answer)
{
    return case_send(c, request) && case_receive(c, answer);
}

bool case_read(struct conform_case *c, uint32_t di, struct case_answer *answer)
{
    struct dlt645_frame request = case_read_request(c, di);
    return case_ask(c, &request, answer);
}

bool case_wait_quiet(struct conform_case *c)
{
    return case_wait(c, c->device->reply_limit_ms + c->device->latency_ms + CASE_LATE_MS);
}
