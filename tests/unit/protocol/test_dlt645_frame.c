/* tests/unit/protocol/test_dlt645_frame.c - encoding, decoding and addresses. */
#include "protocol/dlt645/dlt645_address.h"
#include "protocol/dlt645/dlt645_candidate.h"
#include "tests/unit/protocol/dlt645_samples.h"

/* Text of an outcome as the sample table writes it. */
static void outcome_text(int result, const struct fk_diag *diag, char *out, size_t capacity)
{
    if (result > 0)
        snprintf(out, capacity, "ok");
    else
        snprintf(out, capacity, "%s@%zu", fk_err_name(result), diag->offset);
}

/* row 1.2-1, row 1.2-2, row 1.2-3, row 1.2-4, row 1.2-5, row 1.2-6, row 1.2-8 */
START_TEST(samples_decode_and_encode_again)
{
    const struct sample *sample = &samples[_i];
    struct dlt645_frame frame;
    struct fk_diag diag;
    char outcome[40];
    uint8_t again[DLT645_FRAME_MAX + 8];
    int used = dlt645_frame_decode(sample->bytes, sample->size, &frame, &diag);
    outcome_text(used, &diag, outcome, sizeof outcome);
    ck_assert_str_eq(outcome, sample->error);
    if (used < 0)
        return;
    ck_assert_uint_eq((size_t)used, sample->size);
    unsigned wakes = 0;
    while (sample->bytes[wakes] == DLT645_WAKE)
        wakes++;
    int size = dlt645_frame_encode(&frame, wakes, again, sizeof again);
    ck_assert_uint_eq((size_t)size, sample->size);
    ck_assert_mem_eq(again, sample->bytes, sample->size);
}
END_TEST

/* Only the length byte can turn a frame into another valid one: every other change breaks a fixed
 * byte or the sum. */
START_TEST(single_byte_corruption_is_rejected)
{
    const struct sample *sample = &samples[_i];
    struct dlt645_frame frame;
    uint8_t bytes[128], again[DLT645_FRAME_MAX];
    size_t start = 0;
    if (!sample_is_ok(sample))
        return;
    while (sample->bytes[start] == DLT645_WAKE)
        start++;
    for (size_t at = start; at < sample->size; at++) {
        for (unsigned change = 1; change < 256; change++) {
            memcpy(bytes, sample->bytes, sample->size);
            bytes[at] = (uint8_t)(bytes[at] ^ change);
            int used = dlt645_frame_decode(bytes + start, sample->size - start, &frame, NULL);
            if (used < 0)
                continue;
            ck_assert_msg(at == start + 9, "frame %d, byte %zu xor %02X accepted", sample->number,
                          at, change);
            int size = dlt645_frame_encode(&frame, 0, again, sizeof again);
            ck_assert_int_eq(size, used);
            ck_assert_mem_eq(again, bytes + start, (size_t)used);
        }
    }
}
END_TEST

/* row 1.1-8, row 1.3-1 */
START_TEST(random_frames_survive_the_round_trip)
{
    random_seed("round trip");
    for (int round = 0; round < 20000; round++) {
        uint8_t bytes[DLT645_FRAME_MAX + 7];
        struct dlt645_frame frame = random_frame(), back;
        unsigned wakes = random_below(8);
        int size = dlt645_frame_encode(&frame, wakes, bytes, sizeof bytes);
        ck_assert_int_eq(size, (int)(wakes + 12u + frame.length));
        ck_assert_int_eq(dlt645_frame_decode(bytes, (size_t)size, &back, NULL), size);
        ck_assert(frames_equal(&frame, &back));
        /* One byte less is no frame, and says where the next byte was expected. */
        struct fk_diag diag;
        ck_assert_int_eq(dlt645_frame_decode(bytes, (size_t)size - 1, &back, &diag), FK_E_FORMAT);
        ck_assert_uint_eq(diag.offset, (size_t)size - 1);
    }
}
END_TEST

START_TEST(encode_needs_all_its_space)
{
    uint8_t bytes[32];
    struct dlt645_frame frame = {.control = 0x11, .length = 4};
    memset(bytes, 0x5A, sizeof bytes);
    ck_assert_int_eq(dlt645_frame_encode(&frame, 4, bytes, 19), FK_E_SPACE);
    for (size_t i = 0; i < sizeof bytes; i++)
        ck_assert_uint_eq(bytes[i], 0x5A);
    ck_assert_int_eq(dlt645_frame_encode(&frame, 4, bytes, 20), 20);
    ck_assert_uint_eq(bytes[20], 0x5A);
    ck_assert_int_eq(dlt645_frame_encode(&frame, 0, bytes, 15), FK_E_SPACE);
    ck_assert_int_eq(dlt645_frame_encode(&frame, 4294967295u, bytes, 20), FK_E_SPACE);
}
END_TEST

static const struct {
    const char *hex, *outcome;
} broken[] = {
    {"", "format@0"},
    {"FE FE", "format@2"},
    {"12 68", "format@0"},
    {"FE 12 68", "format@1"},
    {"68", "format@1"},
    {"68 61 01 00 00 00 00 67 11 04", "format@7"},
    {"68 61 01 00 00 00 00 68 11", "format@9"},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 14", "format@15"},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 14 17", "format@15"},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 13 17", "format@15"},
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 13 16", "checksum@14"},
    {"FE 68 61 01 00 00 00 00 68 11 04 33 33 34 33 13 16", "checksum@15"},
    /* what follows the frame is not looked at */
    {"68 61 01 00 00 00 00 68 11 04 33 33 34 33 14 16 FF", "ok"},
};

/* What is missing is named: the second 68 before the head is complete, the head, the rest. */
START_TEST(cut_frames_say_what_is_missing)
{
    static const uint8_t bytes[] = {0x68, 0x61, 0x01, 0x00, 0x00, 0x00, 0x00, 0x68, 0x11, 0x04};
    static const struct {
        size_t size;
        const char *text;
    } rows[] = {
        {1, "frame cut short after 1 bytes, the second start byte 68 is missing"},
        {7, "frame cut short after 7 bytes, the second start byte 68 is missing"},
        {8, "frame cut short after 8 bytes, its head has 10"},
        {9, "frame cut short after 9 bytes, its head has 10"},
        {10, "frame cut short after 10 bytes, by its length byte it has 16"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fk_diag diag;
        struct dlt645_frame frame;
        ck_assert_int_eq(dlt645_frame_decode(bytes, rows[i].size, &frame, &diag), FK_E_FORMAT);
        ck_assert_str_eq(diag.text, rows[i].text);
    }
}
END_TEST

/* row 1.2-7, row 1.6-1 */
START_TEST(broken_frames_say_where)
{
    uint8_t bytes[64] = {0};
    char outcome[40];
    struct fk_diag diag;
    struct dlt645_frame frame, untouched;
    memset(&frame, 0x5A, sizeof frame);
    memset(&untouched, 0x5A, sizeof untouched);
    int size = hex_text_decode(broken[_i].hex, strlen(broken[_i].hex), bytes, sizeof bytes, NULL);
    int used = dlt645_frame_decode(bytes, (size_t)size, &frame, &diag);
    outcome_text(used, &diag, outcome, sizeof outcome);
    ck_assert_str_eq(outcome, broken[_i].outcome);
    if (used < 0) {
        ck_assert_mem_eq(&frame, &untouched, sizeof frame);
        ck_assert_ptr_nonnull(diag.clause);
        ck_assert_uint_gt(strlen(diag.text), 10);
    }
}
END_TEST

static const struct {
    const char *text, *formatted; /* NULL: refused */
} addresses[] = {
    {"161", "000000000161"},
    {"000000000161", "000000000161"},
    {"0", "000000000000"},
    {"123456789012", "123456789012"},
    {"AAAAAAAAAAAA", "AAAAAAAAAAAA"},
    {"aaaaaaaa0161", "AAAAAAAA0161"},
    {"999999999999", "999999999999"},
    {"AA0800963457", "AA0800963457"},
    {"", NULL},
    {"1234567890123", NULL},
    {"AA", NULL},
    {"00000000AAAA", NULL},
    {"AA00AA000161", NULL},
    {"A00000000161", NULL},
    {"BB0000000161", NULL},
    {"12 4", NULL},
    {"-1", NULL},
    {"0x12", NULL},
};

/* row 1.4-1 */
START_TEST(addresses_are_parsed)
{
    uint8_t address[DLT645_ADDRESS_SIZE];
    char text[13];
    int result = dlt645_address_parse(addresses[_i].text, address);
    if (addresses[_i].formatted == NULL) {
        ck_assert_int_eq(result, FK_E_FORMAT);
        return;
    }
    ck_assert_int_eq(result, FK_OK);
    dlt645_address_format(address, text);
    ck_assert_str_eq(text, addresses[_i].formatted);
}
END_TEST

START_TEST(address_low_digits_go_first)
{
    uint8_t address[DLT645_ADDRESS_SIZE];
    const uint8_t expected[] = {0x12, 0x90, 0x78, 0x56, 0x34, 0x12};
    ck_assert_int_eq(dlt645_address_parse("123456789012", address), FK_OK);
    ck_assert_mem_eq(address, expected, sizeof expected);
    ck_assert_int_eq(dlt645_address_parse(NULL, address), FK_E_FORMAT);
}
END_TEST

static const struct {
    uint8_t request[6];
    bool is_match, is_wild, is_broadcast;
} requests[] = {
    {{0x01, 0x02, 0x03, 0x04, 0x05, 0x06}, true, false, false},
    {{0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA}, true, true, false},
    {{0x01, 0x02, 0x03, 0x04, 0x05, 0xAA}, true, true, false},
    {{0x01, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA}, true, true, false},
    {{0x02, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA}, false, true, false},
    {{0x01, 0x02, 0x03, 0x04, 0x05, 0x07}, false, false, false},
    {{0x02, 0x02, 0x03, 0x04, 0x05, 0x06}, false, false, false},
    {{0xAA, 0x02, 0x03, 0x04, 0x05, 0x06}, false, true, false},
    {{0x01, 0xAA, 0x03, 0x04, 0x05, 0xAA}, false, true, false},
    {{0x99, 0x99, 0x99, 0x99, 0x99, 0x99}, false, false, true},
    {{0x99, 0x99, 0x99, 0x99, 0x99, 0x98}, false, false, false},
};

/* row 1.4-3 */
START_TEST(addresses_are_matched)
{
    static const uint8_t own[] = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06};
    const uint8_t *request = requests[_i].request;
    ck_assert_int_eq(dlt645_address_matches(request, own), requests[_i].is_match);
    ck_assert_int_eq(dlt645_address_is_wild(request), requests[_i].is_wild);
    ck_assert_int_eq(dlt645_address_is_broadcast(request), requests[_i].is_broadcast);
}
END_TEST

START_TEST(broadcast_is_no_meter)
{
    static const uint8_t all[] = {0x99, 0x99, 0x99, 0x99, 0x99, 0x99};
    ck_assert(!dlt645_address_matches(all, all));
}
END_TEST

START_TEST(identifier_low_byte_first)
{
    uint8_t bytes[4];
    dlt645_di_put(bytes, 0x1D00FF01);
    ck_assert_uint_eq(bytes[0], 0x01);
    ck_assert_uint_eq(bytes[3], 0x1D);
    ck_assert_uint_eq(dlt645_di_get(bytes), 0x1D00FF01);
}
END_TEST

/* The sum of the bytes, whatever their number and wherever they lie. */
START_TEST(sums_are_those_of_the_bytes)
{
    static uint8_t bytes[5000];
    memset(bytes, 0xFF, sizeof bytes);
    for (size_t size = 0; size <= sizeof bytes - 7; size += size < 300 ? 1 : 37)
        for (size_t at = 0; at < 8; at += 3)
            ck_assert_uint_eq(dlt645_checksum(bytes + at, size), (uint8_t)(size * 0xFF));
    random_seed("sum");
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)random_below(256);
    uint8_t sum = 0;
    for (size_t size = 0; size < sizeof bytes; size++) {
        ck_assert_uint_eq(dlt645_checksum(bytes, size), sum);
        sum = (uint8_t)(sum + bytes[size]);
    }
}
END_TEST

static Suite *frame_suite(void)
{
    Suite *suite = suite_create("dlt645_frame");
    TCase *cases = tcase_create("frame");
    tcase_add_checked_fixture(cases, samples_load, NULL);
    tcase_add_loop_test(cases, samples_decode_and_encode_again, 0, SAMPLE_COUNT);
    tcase_add_loop_test(cases, single_byte_corruption_is_rejected, 0, SAMPLE_COUNT);
    tcase_add_test(cases, random_frames_survive_the_round_trip);
    tcase_add_test(cases, encode_needs_all_its_space);
    tcase_add_test(cases, cut_frames_say_what_is_missing);
    tcase_add_loop_test(cases, broken_frames_say_where, 0, sizeof broken / sizeof broken[0]);
    tcase_add_loop_test(cases, addresses_are_parsed, 0, sizeof addresses / sizeof addresses[0]);
    tcase_add_test(cases, address_low_digits_go_first);
    tcase_add_loop_test(cases, addresses_are_matched, 0, sizeof requests / sizeof requests[0]);
    tcase_add_test(cases, broadcast_is_no_meter);
    tcase_add_test(cases, identifier_low_byte_first);
    tcase_add_test(cases, sums_are_those_of_the_bytes);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(frame_suite)
