/* protocol/dlt645/dlt645_split.c - see the header. */
#include "protocol/dlt645/dlt645_split.h"

static enum dlt645_verdict verdict_at(const uint8_t *bytes, size_t size, size_t at)
{
    return dlt645_candidate_judge(bytes + at, size - at, false).verdict;
}

/* Where in [from, limit) the next segment may begin, or `limit`: at a whole frame, or (with
 * is_damaged_too) at anything that has two start bytes or is too short to tell. FE in front of it
 * go with it. */
static size_t next_start(const uint8_t *bytes, size_t size, size_t from, size_t limit,
                         bool is_damaged_too)
{
    for (size_t at = from; at < limit; at++) {
        if (bytes[at] != DLT645_START)
            continue;
        enum dlt645_verdict verdict = verdict_at(bytes, size, at);
        if (verdict != DLT645_WHOLE && (!is_damaged_too || verdict == DLT645_NO_SECOND_START))
            continue;
        while (at > from && bytes[at - 1] == DLT645_WAKE)
            at--;
        return at;
    }
    return limit;
}

struct dlt645_segment dlt645_split_at(const uint8_t *bytes, size_t size, size_t offset)
{
    size_t start = offset;
    while (start < size && bytes[start] == DLT645_WAKE)
        start++;
    struct dlt645_segment segment = {DLT645_SEGMENT_IDLE, offset, start - offset, start - offset};
    if (start == size)
        return segment;
    struct dlt645_candidate candidate = dlt645_candidate_judge(bytes + start, size - start, false);
    size_t end = size;
    switch (candidate.verdict) {
    case DLT645_WHOLE:
        segment.kind = DLT645_SEGMENT_FRAME;
        end = start + candidate.size;
        break;
    case DLT645_NO_START:
    case DLT645_NO_SECOND_START:
        segment.kind = DLT645_SEGMENT_STRAY;
        end = next_start(bytes, size, start + 1, size, true);
        while (end > start + 1 && bytes[end - 1] == DLT645_WAKE)
            end--; /* harmless behind strays as before a frame */
        break;
    case DLT645_UNFINISHED:
    case DLT645_NO_END:
    case DLT645_WRONG_SUM:
        segment.kind = DLT645_SEGMENT_DAMAGED;
        if (candidate.verdict != DLT645_UNFINISHED)
            end = start + candidate.size;
        /* A frame inside the claim of a damaged one is worth more than the claim. */
        end = next_start(bytes, size, start + 1, end, false);
        break;
    }
    segment.size = end - offset;
    return segment;
}
