#include "line/transport_echo.h"

#include <string.h>

#define WIRE_BITS 11 /* start, 8 data, parity, stop */

void transport_echo_init(struct transport_echo_filter *filter, uint8_t mode, uint32_t baud)
{
    memset(filter, 0, sizeof *filter);
    filter->mode = mode;
    filter->baud = baud;
}

int transport_echo_sent(struct transport_echo_filter *filter, const uint8_t *bytes, size_t size,
                        ms_t now)
{
    if (filter->mode == TRANSPORT_ECHO_OFF)
        return FK_OK;
    if (size > sizeof filter->sent - filter->expected)
        return FK_E_SPACE;
    memcpy(filter->sent + filter->expected, bytes, size);
    filter->expected += size;
    /* A serial server hands the bytes to its line at its own pace after we are done. */
    uint64_t wire = filter->baud ? (uint64_t)size * WIRE_BITS * MS_SECOND / filter->baud : 0;
    filter->give_up = now + (ms_t)wire + TRANSPORT_ECHO_WAIT_MS;
    return FK_OK;
}

static void filter_ready(struct transport_echo_filter *filter, const uint8_t *bytes, size_t size,
                         ms_t at)
{
    if (size == 0)
        return;
    if (filter->ready_size == 0)
        filter->ready_at = at;
    memcpy(filter->ready + filter->ready_size, bytes, size);
    filter->ready_size += size;
}

static void filter_expect_drop(struct transport_echo_filter *filter, size_t count)
{
    filter->expected -= count;
    memmove(filter->sent, filter->sent + count, filter->expected);
}

/* AUTO is decided: what was held is no echo, but the beginning of an answer. */
static void filter_decide_off(struct transport_echo_filter *filter)
{
    filter->mode = TRANSPORT_ECHO_OFF;
    filter_ready(filter, filter->sent, filter->held, filter->held_at);
    filter->held = 0;
    filter->expected = 0;
}

/* AUTO: holds what could be echo. Returns how many bytes were used up. */
static size_t filter_hold(struct transport_echo_filter *filter, const uint8_t *bytes, size_t size,
                          ms_t at)
{
    size_t used = 0;
    while (used < size && filter->held < filter->expected) {
        if (bytes[used] != filter->sent[filter->held]) {
            filter_decide_off(filter);
            return used;
        }
        if (filter->held == 0)
            filter->held_at = at;
        filter->held++;
        used++;
    }
    if (filter->expected > 0 && filter->held == filter->expected) {
        filter->mode = TRANSPORT_ECHO_ON;
        filter->held = 0;
        filter->expected = 0;
    }
    return used;
}

/* ON: takes echo off. Returns how many bytes were used up, or FK_E_IO. */
static int filter_strip(struct transport_echo_filter *filter, const uint8_t *bytes, size_t size,
                        struct fk_diag *diag)
{
    size_t used = 0;
    while (used < size && used < filter->expected) {
        if (bytes[used] != filter->sent[used]) {
            uint8_t sent = filter->sent[used];
            filter->expected = 0;
            return fk_fail(diag, FK_E_IO, NULL, used,
                           TRANSPORT_COLLISION
                           ": %02X was sent and %02X heard back "
                           "(another sender on the bus, or an adapter without echo)",
                           sent, bytes[used]);
        }
        used++;
    }
    filter_expect_drop(filter, used);
    return (int)used;
}

int transport_echo_heard(struct transport_echo_filter *filter, const uint8_t *bytes, size_t size,
                         ms_t at, struct fk_diag *diag)
{
    size_t used = 0;
    if (filter->mode == TRANSPORT_ECHO_AUTO)
        used = filter_hold(filter, bytes, size, at);
    if (filter->mode == TRANSPORT_ECHO_ON && filter->expected > 0) {
        int stripped = filter_strip(filter, bytes + used, size - used, diag);
        if (stripped < 0)
            return stripped;
        used += (size_t)stripped;
    }
    filter_ready(filter, bytes + used, size - used, at);
    return FK_OK;
}

void transport_echo_silence(struct transport_echo_filter *filter, ms_t now)
{
    if (filter->mode == TRANSPORT_ECHO_AUTO && filter->expected > 0 && now >= filter->give_up)
        filter_decide_off(filter);
}

size_t transport_echo_take(struct transport_echo_filter *filter, uint8_t *out, size_t capacity,
                           ms_t *at)
{
    size_t size = filter->ready_size < capacity ? filter->ready_size : capacity;
    memcpy(out, filter->ready, size);
    filter->ready_size -= size;
    memmove(filter->ready, filter->ready + size, filter->ready_size);
    if (at && size > 0)
        *at = filter->ready_at;
    return size;
}
