/* tests/unit/protocol/test_dlt645_scan.c - frames out of a stream, and the same out of a record. */
#include "protocol/dlt645/dlt645_scan.h"
#include "protocol/dlt645/dlt645_split.h"
#include "tests/unit/protocol/dlt645_samples.h"

#define FOUND_MAX 256

/* What a scan gave, in a form that does not depend on how the bytes arrived. */
struct found {
    size_t frames;
    uint64_t offsets[FOUND_MAX];
    size_t sizes[FOUND_MAX], wakes[FOUND_MAX];
    struct dlt645_frame frame[FOUND_MAX];
    uint64_t skipped, checksum_errors;
    uint64_t at; /* no result may begin before this */
};

static void take_results(struct dlt645_scanner *scanner, struct found *found)
{
    struct dlt645_frame frame;
    struct dlt645_scan_info info;
    enum dlt645_scan_result result;
    while ((result = dlt645_scan_next(scanner, &frame, &info)) != DLT645_SCAN_NEED_MORE) {
        ck_assert_uint_ge(info.offset, found->at);
        ck_assert_uint_gt(info.size, 0);
        found->at = info.offset + info.size;
        if (result == DLT645_SCAN_SKIPPED) {
            found->skipped += info.size;
            found->checksum_errors += info.reason == FK_E_CHECKSUM;
            ck_assert(info.reason == FK_E_CHECKSUM || info.reason == FK_E_FORMAT);
            ck_assert_uint_ge(info.bad_at, info.offset);
            continue;
        }
        ck_assert_uint_lt(found->frames, FOUND_MAX);
        found->offsets[found->frames] = info.offset;
        found->sizes[found->frames] = info.size;
        found->wakes[found->frames] = info.wakes;
        found->frame[found->frames++] = frame;
    }
}

/* Pushes in pieces of the given size (0: random), drains after each, flushes at the end. */
static void scan_bytes(const uint8_t *bytes, size_t size, size_t piece, struct found *found)
{
    struct dlt645_scanner scanner;
    memset(found, 0, sizeof *found);
    dlt645_scan_init(&scanner);
    for (size_t at = 0; at < size;) {
        size_t want = piece > 0 ? piece : 1 + random_below(40);
        if (want > size - at)
            want = size - at;
        size_t taken = dlt645_scan_push(&scanner, bytes + at, want);
        ck_assert_uint_gt(taken, 0);
        at += taken;
        take_results(&scanner, found);
    }
    while (dlt645_scan_pending(&scanner) > 0) {
        dlt645_scan_flush(&scanner);
        take_results(&scanner, found);
    }
}

static void assert_same(const struct found *a, const struct found *b)
{
    ck_assert_uint_eq(a->frames, b->frames);
    ck_assert_uint_eq(a->skipped, b->skipped);
    ck_assert_uint_eq(a->checksum_errors, b->checksum_errors);
    for (size_t i = 0; i < a->frames; i++) {
        ck_assert_uint_eq(a->offsets[i], b->offsets[i]);
        ck_assert_uint_eq(a->sizes[i], b->sizes[i]);
        ck_assert_uint_eq(a->wakes[i], b->wakes[i]);
        ck_assert(frames_equal(&a->frame[i], &b->frame[i]));
    }
}

START_TEST(a_sample_is_found_however_it_is_split)
{
    static struct found found;
    const struct sample *sample = &samples[_i];
    for (size_t cut = 1; cut <= sample->size; cut++) {
        scan_bytes(sample->bytes, sample->size, cut, &found);
        ck_assert_uint_eq(found.frames, sample_is_ok(sample) ? 1 : 0);
        if (!sample_is_ok(sample)) {
            ck_assert_uint_eq(found.checksum_errors, 1);
            ck_assert_uint_eq(found.skipped, sample->size);
            continue;
        }
        ck_assert_uint_eq(found.wakes[0] + found.sizes[0], sample->size);
        ck_assert_uint_eq(found.offsets[0], found.wakes[0]);
        ck_assert_uint_eq(found.skipped, 0);
    }
}
END_TEST

static const struct {
    const char *hex;
    const char *offsets; /* of the frames found after a flush */
    unsigned skipped;
} streams[] = {
#define READ   "68 61 01 00 00 00 00 68 11 04 33 33 34 33 14 16 "
#define ANSWER "68 11 11 11 11 11 11 68 9C 00 D2 16 "
    {READ ANSWER READ, "0 16 28", 0},
    {"FE FE " READ "FE " ANSWER, "2 19", 0},
    {"00 16 FF " READ "01 " ANSWER "16 16", "3 20", 6},
    {"68 " READ, "1", 1},
    {"68 68 68 68 68 68 68 " READ, "7", 7},
    {"68 61 01 00 00 00 00 " READ, "7", 7},
    {"68 61 01 00 00 00 00 68 " READ, "8", 8},
    /* the claim of a length byte reaches into the frames behind */
    {"68 61 01 00 00 00 00 68 11 FF " READ ANSWER, "10 26", 10},
    /* check sum, end byte wrong: a good frame follows */
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 15 16 " READ, "16", 16},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 14 17 " READ, "16", 16},
    /* a whole frame inside the data of a broken one */
    {"68 61 01 00 00 00 00 68 11 0C " ANSWER "00 16 ", "10", 12},
    /* a valid frame in the data of a valid frame is data */
    {"68 61 01 00 00 00 00 68 14 0C " ANSWER "0C 16 " READ, "0 24", 0},
    /* 68 and 16 in address and data */
    {"68 68 16 68 16 68 16 68 91 06 68 16 68 16 68 16 5B 16 ", "0", 0},
    {"FE FE FE FE", "", 0},
    {"68 FE FE FE FE", "", 1},
    {"", "", 0},
};

/* row 1.6-5, row 1.6-7, row 1.1-9 */
START_TEST(streams_of_frames_and_garbage)
{
    static struct found found;
    uint8_t bytes[256];
    int size = hex_text_decode(streams[_i].hex, strlen(streams[_i].hex), bytes, sizeof bytes, NULL);
    ck_assert_int_ge(size, 0);
    for (size_t piece = 1; piece <= (size_t)size; piece++) {
        char offsets[64] = "";
        scan_bytes(bytes, (size_t)size, piece, &found);
        for (size_t i = 0; i < found.frames; i++)
            snprintf(offsets + strlen(offsets), sizeof offsets - strlen(offsets), "%s%d",
                     i > 0 ? " " : "", (int)found.offsets[i]);
        ck_assert_str_eq(offsets, streams[_i].offsets);
        ck_assert_uint_eq(found.skipped, streams[_i].skipped);
        for (size_t i = 0; i < found.frames; i++) {
            size_t wakes = 0;
            while (wakes < found.offsets[i] && bytes[found.offsets[i] - wakes - 1] == DLT645_WAKE)
                wakes++;
            ck_assert_uint_eq(found.wakes[i], wakes);
        }
    }
}
END_TEST

/* A stream of random frames, damaged frames, FE and garbage. */
static size_t random_stream(uint8_t *bytes, size_t capacity)
{
    size_t size = 0;
    while (capacity - size > DLT645_FRAME_MAX + 8) {
        struct dlt645_frame frame = random_frame();
        unsigned kind = random_below(8);
        if (kind == 0) {
            for (unsigned n = random_below(20); n > 0; n--)
                bytes[size++] = random_below(3) ? (uint8_t)random_below(256) : DLT645_START;
            continue;
        }
        int n = dlt645_frame_encode(&frame, random_below(5), bytes + size, capacity - size);
        ck_assert_int_gt(n, 0);
        if (kind == 1)
            bytes[size + random_below((uint32_t)n)] ^= (uint8_t)(1 + random_below(255));
        size += kind == 2 ? random_below((uint32_t)n) : (size_t)n;
        if (random_below(40) == 0)
            break;
    }
    return size;
}

START_TEST(any_split_gives_the_same_frames)
{
    static struct found whole, bytewise, pieces;
    static uint8_t bytes[8000];
    random_seed("any split");
    for (int round = 0; round < 400; round++) {
        size_t size = random_stream(bytes, sizeof bytes);
        scan_bytes(bytes, size, DLT645_SCAN_CAPACITY, &whole);
        scan_bytes(bytes, size, 1, &bytewise);
        scan_bytes(bytes, size, 0, &pieces);
        assert_same(&whole, &bytewise);
        assert_same(&whole, &pieces);
    }
}
END_TEST

START_TEST(split_finds_the_frames_of_the_scanner)
{
    static struct found found;
    static uint8_t bytes[8000];
    random_seed("split");
    for (int round = 0; round < 400; round++) {
        size_t size = random_stream(bytes, sizeof bytes), frames = 0;
        struct dlt645_segment segment;
        scan_bytes(bytes, size, 0, &found);
        for (size_t at = 0; at < size; at = segment.offset + segment.size) {
            segment = dlt645_split_at(bytes, size, at);
            ck_assert_uint_eq(segment.offset, at);
            ck_assert_uint_gt(segment.size, 0);
            ck_assert_uint_le(segment.size, size - at);
            if (segment.kind != DLT645_SEGMENT_FRAME)
                continue;
            ck_assert_uint_lt(frames, found.frames);
            ck_assert_uint_eq(segment.offset + segment.wakes, found.offsets[frames]);
            ck_assert_uint_eq(segment.size - segment.wakes, found.sizes[frames]);
            frames++;
        }
        ck_assert_uint_eq(frames, found.frames);
    }
}
END_TEST

static const struct {
    const char *hex, *segments; /* kind:size, F frame, D damaged, S stray, I idle */
} records[] = {
    {READ "FE FE " ANSWER, "F16 F14"},
    {"01 02 FE " READ, "S2 F17"},
    {"FE 68 61 01 00 00 00 00 68 11 04 33 33 34 33 15 16 FE FE " READ "FE", "D17 F18 I1"},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 14 " READ, "D15 F16"},
    {"68 61 01 00 00 00 00 68 11 FF " READ ANSWER, "D10 F16 F12"},
    {READ "68 61 01", "F16 D3"},
    {"68 61 01 00 00 00 00 00 " READ, "S8 F16"},
    {"11 22 68 33", "S2 D2"},
    {"AA FE 55 FE FE", "S3 I2"},
    {"68 61 01 00 00 00 00 00 FE", "S8 I1"},
    {"68 FE FE", "D3"},
};

START_TEST(records_are_cut_into_segments)
{
    uint8_t bytes[256];
    char text[80] = "";
    const char *hex = records[_i].hex;
    int size = hex_text_decode(hex, strlen(hex), bytes, sizeof bytes, NULL);
    struct dlt645_segment segment;
    for (size_t at = 0; at < (size_t)size; at = segment.offset + segment.size) {
        segment = dlt645_split_at(bytes, (size_t)size, at);
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%c%zu", at > 0 ? " " : "",
                 "FDSI"[segment.kind], segment.size);
    }
    ck_assert_str_eq(text, records[_i].segments);
}
END_TEST

START_TEST(skips_tell_why_and_where)
{
    uint8_t bytes[64];
    struct dlt645_scanner scanner;
    struct dlt645_frame frame;
    struct dlt645_scan_info info;
    const char *hex = "01 02 FE 68 61 01 00 00 00 00 68 11 04 33 33 34 33 15 16";
    int size = hex_text_decode(hex, strlen(hex), bytes, sizeof bytes, NULL);
    dlt645_scan_init(&scanner);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes, (size_t)size), (size_t)size);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_SKIPPED);
    ck_assert_uint_eq(info.offset, 0);
    ck_assert_uint_eq(info.size, 2);
    ck_assert_int_eq(info.reason, FK_E_FORMAT);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_SKIPPED);
    ck_assert_uint_eq(info.offset, 3);
    ck_assert_uint_eq(info.size, 1);
    ck_assert_int_eq(info.reason, FK_E_CHECKSUM);
    ck_assert_uint_eq(info.bad_at, 17);
}
END_TEST

/* row 1.6-2 */
START_TEST(end_byte_may_be_made_optional)
{
    uint8_t bytes[64];
    struct dlt645_scanner scanner;
    struct dlt645_frame frame;
    const char *hex = "68 11 11 11 11 11 11 68 9C 00 D2 17";
    int size = hex_text_decode(hex, strlen(hex), bytes, sizeof bytes, NULL);
    dlt645_scan_init(&scanner);
    scanner.is_end_optional = true;
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes, (size_t)size - 1), (size_t)size - 1);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, NULL), DLT645_SCAN_NEED_MORE);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes + size - 1, 1), 1);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, NULL), DLT645_SCAN_FRAME);
    ck_assert_uint_eq(frame.control, 0x9C);
}
END_TEST

START_TEST(a_drained_scanner_takes_what_it_promises)
{
    /* The longest candidate that can wait: all but its last byte. */
    static uint8_t bytes[DLT645_SCAN_CAPACITY];
    struct dlt645_scanner scanner;
    struct dlt645_frame frame = {.length = 255}, out;
    uint8_t longest[DLT645_FRAME_MAX];
    ck_assert_int_eq(dlt645_frame_encode(&frame, 0, longest, sizeof longest), DLT645_FRAME_MAX);
    dlt645_scan_init(&scanner);
    for (int round = 0; round < 50; round++) {
        ck_assert_uint_eq(dlt645_scan_push(&scanner, longest, DLT645_FRAME_MAX - 1),
                          DLT645_FRAME_MAX - 1);
        ck_assert_int_eq(dlt645_scan_next(&scanner, &out, NULL), DLT645_SCAN_NEED_MORE);
        ck_assert_uint_eq(dlt645_scan_pending(&scanner), DLT645_FRAME_MAX - 1);
        memset(bytes, DLT645_WAKE, sizeof bytes);
        bytes[0] = DLT645_END;
        size_t room = DLT645_SCAN_CAPACITY - DLT645_FRAME_MAX;
        ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes, room), room);
        ck_assert_int_eq(dlt645_scan_next(&scanner, &out, NULL), DLT645_SCAN_FRAME);
        ck_assert_int_eq(dlt645_scan_next(&scanner, &out, NULL), DLT645_SCAN_NEED_MORE);
        ck_assert_uint_eq(dlt645_scan_pending(&scanner), 0);
    }
    /* More than fits is taken in part. */
    memset(bytes, DLT645_START, sizeof bytes);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes, 1000), 1000);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes, 1000), DLT645_SCAN_CAPACITY - 1000);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes, 1), 0);
}
END_TEST

/* After a flush the next bytes begin afresh: nothing given up may hold back a frame. */
START_TEST(flush_gives_up_one_candidate)
{
    uint8_t bytes[64];
    struct dlt645_scanner scanner;
    struct dlt645_frame frame;
    struct dlt645_scan_info info;
    const char *hex = READ;
    int size = hex_text_decode(hex, strlen(hex), bytes, sizeof bytes, NULL);
    dlt645_scan_init(&scanner);
    dlt645_scan_flush(&scanner); /* of nothing: must not hurt what comes */
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes, 5), 5);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_NEED_MORE);
    dlt645_scan_flush(&scanner);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_SKIPPED);
    ck_assert_uint_eq(info.size, 1);
    ck_assert_uint_eq(info.bad_at, 5);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_SKIPPED);
    ck_assert_uint_eq(info.size, 4);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_NEED_MORE);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes, 12), 12);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_NEED_MORE);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes + 12, (size_t)size - 12), (size_t)size - 12);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_FRAME);
    ck_assert_uint_eq(info.offset, 5);
}
END_TEST

START_TEST(flush_leaves_the_next_candidate)
{
    static const uint8_t bytes[] = {0x68, 0x68, 0x01, 0x68};
    struct dlt645_scanner scanner;
    struct dlt645_frame frame;
    dlt645_scan_init(&scanner);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes, sizeof bytes), sizeof bytes);
    dlt645_scan_flush(&scanner);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, NULL), DLT645_SCAN_SKIPPED);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, NULL), DLT645_SCAN_NEED_MORE);
    ck_assert_uint_eq(dlt645_scan_pending(&scanner), 3);
}
END_TEST

/* A stray 68 must not hold back what follows until a length byte comes. */
/* row 1.6-3 */
START_TEST(a_wrong_second_start_is_seen_at_once)
{
    static const uint8_t bytes[] = {0x68, 1, 2, 3, 4, 5, 6, 7};
    struct dlt645_scanner scanner;
    struct dlt645_frame frame;
    struct dlt645_scan_info info;
    dlt645_scan_init(&scanner);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes, 7), 7);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_NEED_MORE);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes + 7, 1), 1);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_SKIPPED);
    ck_assert_uint_eq(info.bad_at, 7);
}
END_TEST

static Suite *scan_suite(void)
{
    Suite *suite = suite_create("dlt645_scan");
    TCase *cases = tcase_create("scan");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, samples_load, NULL);
    tcase_add_loop_test(cases, a_sample_is_found_however_it_is_split, 0, SAMPLE_COUNT);
    tcase_add_loop_test(cases, streams_of_frames_and_garbage, 0,
                        sizeof streams / sizeof streams[0]);
    tcase_add_test(cases, any_split_gives_the_same_frames);
    tcase_add_test(cases, split_finds_the_frames_of_the_scanner);
    tcase_add_loop_test(cases, records_are_cut_into_segments, 0,
                        sizeof records / sizeof records[0]);
    tcase_add_test(cases, skips_tell_why_and_where);
    tcase_add_test(cases, end_byte_may_be_made_optional);
    tcase_add_test(cases, a_drained_scanner_takes_what_it_promises);
    tcase_add_test(cases, flush_gives_up_one_candidate);
    tcase_add_test(cases, flush_leaves_the_next_candidate);
    tcase_add_test(cases, a_wrong_second_start_is_seen_at_once);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(scan_suite)
