/* tests/fuzz/fuzz_scan.c - random bytes never hurt the scanner or the explanation.
 *
 * The first byte of the input seeds the sizes of the pieces in which the rest arrives. Checked:
 *   - any split gives the same frames, the same number of skipped bytes, offsets in order;
 *   - every byte that is not FE is in exactly one frame or skip;
 *   - the split of the recorded bytes finds the same frames;
 *   - the rows of an explanation lie end to end, and its verdict is that of the split;
 *   - after a flush a valid frame behind any garbage is found;
 *   - a data field that can be taken apart is built again from its parts, byte by byte; the
 *     explanation is the same in both languages. */
#include "protocol/dlt645/dlt645_explain.h"
#include "protocol/dlt645/dlt645_follow.h"
#include "protocol/dlt645/dlt645_message.h"
#include "protocol/dlt645/dlt645_scan.h"
#include "protocol/dlt645/dlt645_split.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Sums up what a scan gave. The digest runs over offset, size and content of all frames. */
struct summary {
    uint64_t frames, in_frames, skipped, end;
    uint64_t digest;
    struct dlt645_frame last;
};

static void digest_add(struct summary *summary, const void *bytes, size_t size)
{
    const uint8_t *at = bytes;
    for (size_t i = 0; i < size; i++)
        summary->digest = (summary->digest ^ at[i]) * 1099511628211u; /* FNV-1a */
}

static void digest_add_frame(struct summary *summary, uint64_t offset, uint64_t size)
{
    digest_add(summary, &offset, sizeof offset);
    digest_add(summary, &size, sizeof size);
    summary->frames++;
    summary->in_frames += size;
}

static void drain(struct dlt645_scanner *scanner, struct summary *summary)
{
    struct dlt645_frame frame;
    struct dlt645_scan_info info;
    enum dlt645_scan_result result;
    while ((result = dlt645_scan_next(scanner, &frame, &info)) != DLT645_SCAN_NEED_MORE) {
        REQUIRE(info.offset >= summary->end && info.size > 0);
        summary->end = info.offset + info.size;
        if (result == DLT645_SCAN_SKIPPED) {
            REQUIRE(info.reason == FK_E_FORMAT || info.reason == FK_E_CHECKSUM);
            REQUIRE(info.bad_at >= info.offset);
            summary->skipped += info.size;
            continue;
        }
        REQUIRE(info.size == 12u + frame.length);
        digest_add_frame(summary, info.offset, info.size);
        summary->last = frame;
    }
}

static void flush(struct dlt645_scanner *scanner, struct summary *summary)
{
    size_t before;
    while ((before = dlt645_scan_pending(scanner)) > 0) {
        dlt645_scan_flush(scanner);
        drain(scanner, summary);
        REQUIRE(dlt645_scan_pending(scanner) < before);
    }
}

/* Feeds all bytes in pieces whose sizes come from `seed` (0: as many as fit). */
static void feed(struct dlt645_scanner *scanner, const uint8_t *bytes, size_t size, unsigned seed,
                 struct summary *summary)
{
    for (size_t at = 0; at < size;) {
        seed = seed * 1103515245u + (seed != 0 ? 12345u : 0);
        size_t piece = seed != 0 ? 1 + (seed >> 16) % 37 : size - at;
        if (piece > size - at)
            piece = size - at;
        size_t taken = dlt645_scan_push(scanner, bytes + at, piece);
        REQUIRE(taken > 0 && taken <= piece);
        at += taken;
        drain(scanner, summary);
        REQUIRE(dlt645_scan_pending(scanner) < DLT645_FRAME_MAX);
    }
}

static struct summary scan(const uint8_t *bytes, size_t size, unsigned seed)
{
    struct dlt645_scanner scanner;
    struct summary summary;
    memset(&summary, 0, sizeof summary);
    dlt645_scan_init(&scanner);
    feed(&scanner, bytes, size, seed, &summary);
    flush(&scanner, &summary);
    return summary;
}

/* Parse and build are the inverse of each other; a follow-up takes it or refuses it. */
static void check_message(const struct dlt645_frame *frame)
{
    struct dlt645_message message;
    struct dlt645_frame again;
    struct dlt645_follow follow;
    uint8_t value[300];
    if (dlt645_message_parse(frame, &message) != FK_OK)
        return;
    memset(&again, 0, sizeof again);
    REQUIRE(dlt645_message_build(&message, &again) == FK_OK);
    REQUIRE(again.control == frame->control && again.length == frame->length);
    REQUIRE(memcmp(again.data, frame->data, frame->length) == 0);
    dlt645_follow_init(&follow, message.di, true, value, sizeof value);
    for (int i = 0; i < 3; i++) {
        int result = dlt645_follow_take(&follow, &message);
        REQUIRE(follow.size <= sizeof value && result <= DLT645_FOLLOW_REPORT);
        message.function = DLT645_READ_FOLLOW;
        message.seq = follow.seq;
    }
}

struct cover {
    const uint8_t *bytes;
    size_t at, text;
};

static void cover_row(void *context, const struct dlt645_row *row)
{
    struct cover *cover = context;
    REQUIRE(row->offset == cover->at && row->bytes == cover->bytes + cover->at);
    cover->at += row->size;
    /* Texts must be there to their end. */
    cover->text += strlen(row->what) + strlen(row->what_zh) + strlen(row->value) +
                   strlen(row->unit) + strlen(row->note) + strlen(row->clause);
}

/* Explains every segment; sums up the frames found as a scan does. */
static struct summary explain(const uint8_t *bytes, size_t size)
{
    struct summary summary;
    struct dlt645_segment segment;
    memset(&summary, 0, sizeof summary);
    for (size_t at = 0; at < size; at += segment.size) {
        segment = dlt645_split_at(bytes, size, at);
        REQUIRE(segment.offset == at && segment.size > 0 && segment.size <= size - at);
        struct cover cover = {bytes, at, 0};
        struct dlt645_explained explained;
        int result =
            dlt645_explain(bytes + at, segment.size, at, FK_EN, cover_row, &cover, &explained);
        REQUIRE(cover.at == at + segment.size);
        struct cover chinese = {bytes, at, 0};
        REQUIRE(dlt645_explain(bytes + at, segment.size, at, FK_ZH, cover_row, &chinese, NULL) ==
                result);
        struct dlt645_frame frame;
        if (result == FK_OK && dlt645_frame_decode(bytes + at, segment.size, &frame, NULL) > 0)
            check_message(&frame);
        REQUIRE((result == FK_OK) == (segment.kind == DLT645_SEGMENT_FRAME));
        REQUIRE(explained.diag.offset == 0 || result != FK_OK);
        if (result == FK_OK)
            digest_add_frame(&summary, at + segment.wakes, segment.size - segment.wakes);
    }
    return summary;
}

/* Garbage, silence on the line, then a good frame: it must be the last one found. */
static void check_recovery(const uint8_t *bytes, size_t size)
{
    struct dlt645_frame frame = {
        .address = {0x12, 0x34, 0x56, 0x78, 0x90, 0x12}, .control = 0x9C, .length = 2};
    uint8_t wire[32];
    struct dlt645_scanner scanner;
    struct summary summary;
    int length = dlt645_frame_encode(&frame, 4, wire, sizeof wire);
    REQUIRE(length == 18);
    memset(&summary, 0, sizeof summary);
    dlt645_scan_init(&scanner);
    feed(&scanner, bytes, size, 0, &summary);
    flush(&scanner, &summary);
    uint64_t before = summary.frames;
    feed(&scanner, wire, (size_t)length, 1, &summary);
    REQUIRE(summary.frames == before + 1 && summary.end == size + (size_t)length);
    REQUIRE(memcmp(&summary.last.address, frame.address, sizeof frame.address) == 0);
    REQUIRE(dlt645_scan_pending(&scanner) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    unsigned seed = data[0] + 1u;
    data++;
    size--;
    size_t wakes = 0;
    struct summary whole = scan(data, size, 0), pieces = scan(data, size, seed);
    struct summary record = explain(data, size);
    REQUIRE(whole.digest == pieces.digest && whole.skipped == pieces.skipped);
    REQUIRE(whole.digest == record.digest && whole.frames == record.frames);
    for (size_t i = 0; i < size; i++)
        wakes += data[i] == DLT645_WAKE;
    REQUIRE(whole.in_frames + whole.skipped <= size);
    REQUIRE(whole.in_frames + whole.skipped + wakes >= size);
    check_recovery(data, size);
    return 0;
}
