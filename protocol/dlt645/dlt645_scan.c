/* protocol/dlt645/dlt645_scan.c - frames out of a stream; see the header.
 *
 * bytes[begin] is always the first byte nobody has been told about. FE are counted away at once;
 * every other byte leaves either as part of a frame or as part of exactly one SKIPPED result. */
#include "protocol/dlt645/dlt645_scan.h"
#include "protocol/dlt645/dlt645_candidate.h"
#include <string.h>

void dlt645_scan_init(struct dlt645_scanner *scanner)
{
    scanner->begin = scanner->end = 0;
    scanner->base = 0;
    scanner->wakes = 0;
    scanner->is_end_optional = false;
    scanner->is_given_up = false;
}

size_t dlt645_scan_push(struct dlt645_scanner *scanner, const uint8_t *bytes, size_t size)
{
    if (size > DLT645_SCAN_CAPACITY - scanner->end && scanner->begin > 0) {
        memmove(scanner->bytes, scanner->bytes + scanner->begin, scanner->end - scanner->begin);
        scanner->base += scanner->begin;
        scanner->end -= scanner->begin;
        scanner->begin = 0;
    }
    size_t room = DLT645_SCAN_CAPACITY - scanner->end;
    size_t taken = size < room ? size : room;
    if (taken > 0)
        memcpy(scanner->bytes + scanner->end, bytes, taken);
    scanner->end += taken;
    return taken;
}

/* Takes `size` bytes from the front; the result says where they lay. */
static struct dlt645_scan_info scan_take(struct dlt645_scanner *scanner, size_t size)
{
    struct dlt645_scan_info info = {
        .offset = scanner->base + scanner->begin, .size = size, .wakes = scanner->wakes};
    scanner->begin += size;
    scanner->wakes = 0;
    return info;
}

/* Skips up to the next byte that could begin something. */
static struct dlt645_scan_info scan_skip_garbage(struct dlt645_scanner *scanner)
{
    size_t stop = scanner->begin + 1;
    while (stop < scanner->end && scanner->bytes[stop] != DLT645_START &&
           scanner->bytes[stop] != DLT645_WAKE)
        stop++;
    struct dlt645_scan_info info = scan_take(scanner, stop - scanner->begin);
    info.wakes = 0;
    info.reason = FK_E_FORMAT;
    info.bad_at = info.offset;
    return info;
}

enum dlt645_scan_result dlt645_scan_next(struct dlt645_scanner *scanner, struct dlt645_frame *frame,
                                         struct dlt645_scan_info *info)
{
    struct dlt645_scan_info unused;
    if (info == NULL)
        info = &unused;
    while (scanner->begin < scanner->end && scanner->bytes[scanner->begin] == DLT645_WAKE) {
        scanner->begin++;
        scanner->wakes++;
    }
    if (scanner->begin == scanner->end) {
        scanner->is_given_up = false;
        return DLT645_SCAN_NEED_MORE;
    }
    const uint8_t *first = scanner->bytes + scanner->begin;
    if (*first != DLT645_START) {
        *info = scan_skip_garbage(scanner);
        return DLT645_SCAN_SKIPPED;
    }
    struct dlt645_candidate candidate =
        dlt645_candidate_judge(first, scanner->end - scanner->begin, scanner->is_end_optional);
    if (candidate.verdict == DLT645_UNFINISHED && !scanner->is_given_up)
        return DLT645_SCAN_NEED_MORE;
    if (candidate.verdict == DLT645_WHOLE) {
        dlt645_candidate_unpack(first, frame);
        *info = scan_take(scanner, candidate.size);
        return DLT645_SCAN_FRAME;
    }
    if (candidate.verdict == DLT645_UNFINISHED)
        scanner->is_given_up = false;
    *info = scan_take(scanner, 1);
    info->wakes = 0;
    info->reason = dlt645_candidate_error(candidate.verdict);
    info->bad_at = info->offset + candidate.bad_at;
    return DLT645_SCAN_SKIPPED;
}

void dlt645_scan_flush(struct dlt645_scanner *scanner)
{
    scanner->is_given_up = scanner->begin < scanner->end;
}

size_t dlt645_scan_pending(const struct dlt645_scanner *scanner)
{
    return scanner->end - scanner->begin;
}
