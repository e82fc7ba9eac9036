#include "conformance/dlt645/dlt645_stale.h"

#include <string.h>

static bool fits(const struct dlt645_asked *asked, const struct dlt645_frame *answer)
{
    if (!asked->is_known || (answer->control & DLT645_FUNCTION) != asked->function)
        return false;
    return answer->control & DLT645_ERROR_ANSWER || !asked->has_di ||
           (answer->length >= 4 && dlt645_di_get(answer->data) == asked->di);
}

static bool is_same(const struct dlt645_frame *a, const struct dlt645_frame *b)
{
    return a->control == b->control && a->length == b->length &&
           memcmp(a->address, b->address, sizeof a->address) == 0 &&
           memcmp(a->data, b->data, a->length) == 0;
}

static bool was_asked(const struct dlt645_stale *stale, const struct dlt645_frame *answer)
{
    for (size_t i = 0; i < DLT645_ASKED; i++)
        if (fits(&stale->asked[i], answer))
            return true;
    return false;
}

/* Counts a frame that nobody waits for. */
static void count(struct dlt645_stale *stale, const struct dlt645_frame *answer,
                  struct conform_stale *counts)
{
    if (!(answer->control & DLT645_FROM_METER))
        return;
    bool is_copy = stale->has_taken && is_same(answer, &stale->taken);
    stale->is_doubling |= is_copy;
    if (is_copy)
        counts->doubled++;
    else if (was_asked(stale, answer))
        counts->late++;
}

void dlt645_stale_leave(struct dlt645_stale *stale, struct dlt645_scanner *scanner,
                        struct conform_stale *counts)
{
    struct dlt645_frame frame;
    struct dlt645_scan_info info;
    while (stale)
        switch (dlt645_scan_next(scanner, &frame, &info)) {
        case DLT645_SCAN_FRAME:
            count(stale, &frame, counts);
            break;
        case DLT645_SCAN_SKIPPED:
            stale->is_noisy = true;
            break;
        case DLT645_SCAN_NEED_MORE:
            return;
        }
}

void dlt645_stale_strays(struct dlt645_stale *stale, const struct conform_trace *trace,
                         size_t first, size_t last, struct conform_stale *counts)
{
    struct dlt645_scanner scanner;
    dlt645_scan_init(&scanner);
    for (size_t i = first; i < last; i++) {
        const struct conform_entry *entry = &trace->entries[i];
        if (entry->kind != CONFORM_ENTRY_STRAY)
            continue;
        (void)dlt645_scan_push(&scanner, conform_trace_bytes(trace, entry), entry->size);
        dlt645_stale_leave(stale, &scanner, counts);
    }
    if (stale)
        stale->is_noisy |= dlt645_scan_pending(&scanner) > 0;
}

void dlt645_stale_sent(struct dlt645_stale *stale, const struct dlt645_frame *request)
{
    if (!stale)
        return;
    struct dlt645_asked *asked = stale->asked;
    memmove(asked + 1, asked, (DLT645_ASKED - 1) * sizeof *asked);
    asked[0] = (struct dlt645_asked){.is_known = request != NULL};
    if (!request)
        return;
    uint8_t function = request->control & DLT645_FUNCTION;
    asked[0].function = function;
    asked[0].has_di =
        (function == DLT645_READ || function == DLT645_READ_FOLLOW) && request->length >= 4;
    if (asked[0].has_di)
        asked[0].di = dlt645_di_get(request->data);
}

bool dlt645_stale_is(struct dlt645_stale *stale, const struct dlt645_frame *answer,
                     struct conform_stale *counts)
{
    if (!stale || !stale->asked[0].is_known || fits(&stale->asked[0], answer) ||
        !(answer->control & DLT645_FROM_METER) || !was_asked(stale, answer))
        return false;
    count(stale, answer, counts);
    return true;
}

void dlt645_stale_taken(struct dlt645_stale *stale, const struct dlt645_frame *answer)
{
    if (!stale)
        return;
    stale->taken = *answer;
    stale->has_taken = true;
}
