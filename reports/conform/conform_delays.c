#include "reports/conform/conform_delays.h"

#include "protocol/dlt645/dlt645_split.h"

#include <stdlib.h>
#include <string.h>

struct delay {
    uint8_t function;
    ms_t ms;   /* from the end of the send: at least so long, up to what is in `most` */
    ms_t most; /* from the beginning of the send */
};

/* A request, possibly sent in pieces. */
struct request {
    size_t size;
    ms_t from, at; /* before and after the send of its last part */
    uint8_t bytes[2 * DLT645_FRAME_MAX];
};

static int delay_compare(const void *a, const void *b)
{
    const struct delay *x = a, *y = b;
    if (x->function != y->function)
        return x->function < y->function ? -1 : 1;
    return (x->ms > y->ms) - (x->ms < y->ms);
}

/* Function code if the bytes are exactly one frame between any noise, else -1: a damaged request
 * asks for nothing, and of two glued ones nobody knows which was answered. */
static int request_function(const struct request *request)
{
    int function = -1;
    for (size_t at = 0; at < request->size;) {
        struct dlt645_segment segment = dlt645_split_at(request->bytes, request->size, at);
        at = segment.offset + segment.size;
        if (segment.kind != DLT645_SEGMENT_FRAME)
            continue;
        if (function >= 0)
            return -1;
        function = request->bytes[segment.offset + segment.wakes + 8] & DLT645_FUNCTION;
    }
    return function;
}

static void request_add(struct request *request, const uint8_t *bytes,
                        const struct conform_entry *sent)
{
    request->at = sent->at;
    request->from = sent->from;
    if (sent->size > sizeof request->bytes - request->size) {
        request->size = 0; /* longer than a frame: nothing that is answered */
        return;
    }
    memcpy(request->bytes + request->size, bytes, sent->size);
    request->size += sent->size;
}

/* Delays in order of time; returns their number. */
static size_t delays_find(const struct conform_trace *trace, struct delay *delays)
{
    struct request request = {.size = 0};
    size_t count = 0;
    for (size_t i = 0; i < trace->count; i++) {
        const struct conform_entry *entry = &trace->entries[i];
        if (entry->kind == CONFORM_ENTRY_SENT) {
            request_add(&request, conform_trace_bytes(trace, entry), entry);
        } else if (entry->kind == CONFORM_ENTRY_RECEIVED) {
            int function = request_function(&request);
            if (function >= 0)
                delays[count++] = (struct delay){.function = (uint8_t)function,
                                                 .ms = entry->at - request.at,
                                                 .most = entry->at - request.from};
            request.size = 0;
        } else if (entry->kind != CONFORM_ENTRY_WAIT) {
            request.size = 0;
        }
    }
    return count;
}

/* Sums up delays[0..count), sorted by duration. */
static struct conform_delay_row row_of(const struct delay *delays, size_t count, ms_t error_ms)
{
    struct conform_delay_row row = {.function = 0};
    if (count == 0)
        return row;
    row.function = delays[0].function;
    row.count = count;
    row.min = delays[0].ms;
    row.median = delays[(count - 1) / 2].ms;
    row.max = delays[count - 1].ms;
    for (size_t i = 0; i < count; i++)
        row.outside += delays[i].most + error_ms < CONFORM_DELAY_LEAST ||
                       delays[i].ms - error_ms > CONFORM_DELAY_MOST;
    return row;
}

int conform_delays_collect(const struct conform_trace *trace, ms_t error_ms,
                           struct conform_delay_row rows[CONFORM_DELAY_ROWS])
{
    struct delay *delays = calloc(trace->count + 1, sizeof *delays);
    if (!delays)
        return FK_E_MEMORY;
    size_t count = delays_find(trace, delays);
    qsort(delays, count, sizeof *delays, delay_compare);
    int n = 0;
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        while (end < count && delays[end].function == delays[begin].function)
            end++;
        rows[n++] = row_of(delays + begin, end - begin, error_ms);
    }
    for (size_t i = 0; i < count; i++)
        delays[i].function = 0;
    qsort(delays, count, sizeof *delays, delay_compare);
    rows[n] = row_of(delays, count, error_ms);
    free(delays);
    return n;
}
