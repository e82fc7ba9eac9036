/* tests/unit/protocol/test_dlt645_message.c - data fields built and taken apart, follow-up frames.
 * Every row of section 2 of the protocol's facts, bytes worked out by hand from its lists. */
#include "protocol/dlt645/dlt645_follow.h"
#include "protocol/dlt645/dlt645_message.h"
#include "protocol/dlt645/dlt645_security.h"
#include "tests/unit/latin.h"
#include "tests/unit/protocol/dlt645_samples.h"
#include <stddef.h>

#define MAC_BYTES                                                                                  \
    {                                                                                              \
        1, 2, 3, 4                                                                                 \
    }

/* Control code, data in clear, and the message that both are. */
static const struct {
    uint8_t control;
    const char *data;
    struct dlt645_message message;
} messages[] = {
    /* row 2-3, row 1.3-4 */
    {0x11, "00 00 01 00", {.function = 0x11, .di = 0x00010000}},
    {0x11, "00 00 00 06 05", {.function = 0x11, .di = 0x06000000, .has_count = true, .count = 5}},
    {0x11,
     "01 01 10 06 02 30 08 02 03 26",
     {.function = 0x11,
      .di = 0x06100101,
      .has_count = true,
      .has_time = true,
      .count = 2,
      .time = {0x30, 0x08, 0x02, 0x03, 0x26}}},
    {0x91,
     "00 00 01 00 26 00",
     {.function = 0x11, .kind = DLT645_ANSWER, .di = 0x00010000, .value_size = 2, .value = {0x26}}},
    /* row 1.3-3, row 2.4-1 */
    {0xB1,
     "00 00 01 00",
     {.function = 0x11, .kind = DLT645_ANSWER, .has_more = true, .di = 0x00010000}},
    /* row 1.3-2 */
    {0xD1, "02", {.function = 0x11, .kind = DLT645_REFUSAL, .err = 2}},
    /* row 2-4, row 2.4-2 */
    {0x12, "01 00 30 03 01", {.function = 0x12, .di = 0x03300001, .seq = 1}},
    /* row 2.4-7 */
    {0x12,
     "01 00 00 06 05 01",
     {.function = 0x12, .di = 0x06000001, .has_count = true, .count = 5, .seq = 1}},
    {0x12,
     "01 00 00 06 05 30 08 02 03 26 02",
     {.function = 0x12,
      .di = 0x06000001,
      .has_count = true,
      .has_time = true,
      .count = 5,
      .time = {0x30, 0x08, 0x02, 0x03, 0x26},
      .seq = 2}},
    /* row 2.4-3 */
    {0xB2,
     "01 00 30 03 77 02",
     {.function = 0x12,
      .kind = DLT645_ANSWER,
      .has_more = true,
      .di = 0x03300001,
      .seq = 2,
      .value_size = 1,
      .value = {0x77}}},
    /* row 2-5 */
    {0x13, "", {.function = 0x13}},
    {0x93,
     "01 02 03 04 05 06",
     {.function = 0x13, .kind = DLT645_ANSWER, .address = {1, 2, 3, 4, 5, 6}}},
    /* row 2-6, row 2.3-6 */
    {0x14,
     "01 14 00 04 02 11 22 33 78 56 34 12 05 00",
     {.function = 0x14,
      .di = 0x04001401,
      .sender = {2, {0x11, 0x22, 0x33}, {0x78, 0x56, 0x34, 0x12}},
      .value_size = 2,
      .value = {5}}},
    /* row 2.3-4, row 2.3-7 */
    {0x14,
     "08 01 00 04 99 00 00 00 78 56 34 12 00 00 01 03 26 04 03 02 01",
     {.function = 0x14,
      .di = 0x04000108,
      .sender = {0x99, {0}, {0x78, 0x56, 0x34, 0x12}},
      .value_size = 5,
      .value = {0, 0, 1, 3, 0x26},
      .mac = MAC_BYTES}},
    /* 14H: cipher and MAC each turned round by itself, the cipher first. */
    /* row 2.3-3, row 2.3-8 */
    {0x14,
     "0C 01 00 04 98 00 00 00 78 56 34 12 10 0F 0E 0D 0C 0B 0A 09 08 07 06 05 04 03 02 01 "
     "24 23 22 21",
     {.function = 0x14,
      .di = 0x0400010C,
      .sender = {0x98, {0}, {0x78, 0x56, 0x34, 0x12}},
      .value_size = 16,
      .value = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16},
      .mac = {0x21, 0x22, 0x23, 0x24}}},
    {0x94, "", {.function = 0x14, .kind = DLT645_ANSWER}},
    {0xD4, "04", {.function = 0x14, .kind = DLT645_REFUSAL, .err = 4}},
    /* row 2-7 */
    {0x15, "01 02 03 04 05 06", {.function = 0x15, .address = {1, 2, 3, 4, 5, 6}}},
    {0x95, "", {.function = 0x15, .kind = DLT645_ANSWER}},
    /* row 2-2 */
    {0x08, "05 30 08 02 03 26", {.function = 0x08, .time = {0x05, 0x30, 0x08, 0x02, 0x03, 0x26}}},
    /* row 2-18 */
    {0x88, "", {.function = 0x08, .kind = DLT645_ANSWER}},
    {0xC8, "01", {.function = 0x08, .kind = DLT645_REFUSAL, .err = 1}},
    /* row 2-8 */
    {0x16, "00 00 99 99", {.function = 0x16, .time = {0, 0, 0x99, 0x99}}},
    {0x96, "", {.function = 0x16, .kind = DLT645_ANSWER}},
    {0xD6, "01", {.function = 0x16, .kind = DLT645_REFUSAL, .err = 1}},
    /* row 2-9 */
    {0x17, "08", {.function = 0x17, .feature = 8}},
    {0x97, "08", {.function = 0x17, .kind = DLT645_ANSWER, .feature = 8}},
    {0xD7, "08", {.function = 0x17, .kind = DLT645_REFUSAL, .err = 8}},
    /* row 2-10 */
    {0x18,
     "03 0C 00 04 02 11 22 33 02 44 55 66",
     {.function = 0x18,
      .di = 0x04000C03,
      .old_key = {2, 0x11, 0x22, 0x33},
      .new_key = {2, 0x44, 0x55, 0x66}}},
    {0x98,
     "02 44 55 66",
     {.function = 0x18, .kind = DLT645_ANSWER, .new_key = {2, 0x44, 0x55, 0x66}}},
    {0xD8, "04", {.function = 0x18, .kind = DLT645_REFUSAL, .err = 4}},
    /* row 2-11 */
    {0x19,
     "04 11 22 33 78 56 34 12",
     {.function = 0x19, .sender = {4, {0x11, 0x22, 0x33}, {0x78, 0x56, 0x34, 0x12}}}},
    {0x99, "", {.function = 0x19, .kind = DLT645_ANSWER}},
    {0xD9, "04", {.function = 0x19, .kind = DLT645_REFUSAL, .err = 4}},
    /* row 2-12, row 2-26 */
    {0x1A,
     "98 00 00 00 78 56 34 12 24 23 22 21 10 0F 0E 0D 0C 0B 0A 09 08 07 06 05 04 03 02 01",
     {.function = 0x1A,
      .sender = {0x98, {0}, {0x78, 0x56, 0x34, 0x12}},
      .value_size = 16,
      .value = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16},
      .mac = {0x21, 0x22, 0x23, 0x24}}},
    {0x9A, "", {.function = 0x1A, .kind = DLT645_ANSWER}},
    {0xDA, "04", {.function = 0x1A, .kind = DLT645_REFUSAL, .err = 4}},
    /* row 2-13 */
    {0x1B,
     "02 11 22 33 78 56 34 12 FF FF FF FF",
     {.function = 0x1B,
      .di = 0xFFFFFFFF,
      .sender = {2, {0x11, 0x22, 0x33}, {0x78, 0x56, 0x34, 0x12}}}},
    {0x9B, "", {.function = 0x1B, .kind = DLT645_ANSWER}},
    {0xDB, "02", {.function = 0x1B, .kind = DLT645_REFUSAL, .err = 2}},
    /* row 2-14, row 3.1-1, row 3.1-2, row 3.1-3, row 3.1-4, row 3.1-5, row 3.1-6 */
    {0x1C,
     "02 00 00 00 31 31 31 31 1C 00 01 01 01 01 01 99",
     {.function = 0x1C,
      .sender = {2, {0}, {0x31, 0x31, 0x31, 0x31}},
      .command = {0x1C, 0, 1, 1, 1, 1, 1, 0x99}}},
    /* 1CH: one block, so the MAC comes first (sample 22 of the facts). */
    {0x1C,
     "98 00 00 00 78 56 34 12 EB 31 C1 03 71 C2 50 D7 D8 0A C9 7E E0 44 EA CD 06 AA 5B 86",
     {.function = 0x1C,
      .sender = {0x98, {0}, {0x78, 0x56, 0x34, 0x12}},
      .value_size = 16,
      .value = {0x86, 0x5B, 0xAA, 0x06, 0xCD, 0xEA, 0x44, 0xE0, 0x7E, 0xC9, 0x0A, 0xD8, 0xD7, 0x50,
                0xC2, 0x71},
      .mac = {0x03, 0xC1, 0x31, 0xEB}}},
    /* row 3.5-1 */
    {0x9C, "", {.function = 0x1C, .kind = DLT645_ANSWER}},
    /* row 3.5-2 */
    {0x9C, "04 01", {.function = 0x1C, .kind = DLT645_ANSWER, .has_word = true, .word = 0x0104}},
    /* row 3.5-3 */
    {0xDC, "04", {.function = 0x1C, .kind = DLT645_REFUSAL, .err = 4}},
    /* row 3.5-4 */
    {0xDC, "00 01", {.function = 0x1C, .kind = DLT645_REFUSAL, .has_word = true, .word = 0x0100}},
    /* row 2-15 */
    {0x1D, "02", {.function = 0x1D, .feature = 2}},
    {0x9D, "02", {.function = 0x1D, .kind = DLT645_ANSWER, .feature = 2}},
    {0xDD, "02", {.function = 0x1D, .kind = DLT645_REFUSAL, .err = 2}},
    /* row 2-1 */
    {0x03,
     "FF 02 81 07 31 32 33 34",
     {.function = 0x03, .di = 0x078102FF, .sender = {.operator_code = {0x31, 0x32, 0x33, 0x34}}}},
    {0x83, "FF 02 01 07", {.function = 0x03, .kind = DLT645_ANSWER, .di = 0x070102FF}},
    {0xC3, "00 02", {.function = 0x03, .kind = DLT645_REFUSAL, .has_word = true, .word = 0x0200}},
    {0xC3, "01", {.function = 0x03, .kind = DLT645_REFUSAL, .err = 1}},
};

START_TEST(messages_are_parsed_and_built)
{
    const struct dlt645_message *wanted = &messages[_i].message;
    struct dlt645_frame frame = {.control = messages[_i].control}, built = {.length = 0};
    struct dlt645_message parsed;
    int size = hex_text_decode(messages[_i].data, strlen(messages[_i].data), frame.data,
                               sizeof frame.data, NULL);
    frame.length = (uint8_t)size;
    ck_assert_int_eq(dlt645_message_parse(&frame, &parsed), FK_OK);
    ck_assert_int_eq(parsed.function, wanted->function);
    ck_assert_int_eq(parsed.kind, wanted->kind);
    ck_assert_int_eq(parsed.has_more, wanted->has_more);
    ck_assert_int_eq(parsed.has_count, wanted->has_count);
    ck_assert_int_eq(parsed.has_time, wanted->has_time);
    ck_assert_int_eq(parsed.has_word, wanted->has_word);
    ck_assert_uint_eq(parsed.di, wanted->di);
    ck_assert_uint_eq(parsed.count, wanted->count);
    ck_assert_mem_eq(parsed.time, wanted->time, sizeof parsed.time);
    ck_assert_uint_eq(parsed.seq, wanted->seq);
    ck_assert_mem_eq(parsed.address, wanted->address, sizeof parsed.address);
    ck_assert_uint_eq(parsed.feature, wanted->feature);
    ck_assert_mem_eq(parsed.old_key, wanted->old_key, sizeof parsed.old_key);
    ck_assert_mem_eq(parsed.new_key, wanted->new_key, sizeof parsed.new_key);
    ck_assert_mem_eq(parsed.command, wanted->command, sizeof parsed.command);
    ck_assert_uint_eq(parsed.err, wanted->err);
    ck_assert_uint_eq(parsed.word, wanted->word);
    ck_assert_mem_eq(parsed.mac, wanted->mac, sizeof parsed.mac);
    ck_assert_mem_eq(&parsed.sender, &wanted->sender, sizeof parsed.sender);
    ck_assert_uint_eq(parsed.value_size, wanted->value_size);
    ck_assert_mem_eq(parsed.value, wanted->value, parsed.value_size);
    ck_assert_int_eq(dlt645_message_build(wanted, &built), FK_OK);
    ck_assert_uint_eq(built.control, frame.control);
    ck_assert_uint_eq(built.length, frame.length);
    ck_assert_mem_eq(built.data, frame.data, frame.length);
}
END_TEST

/* Each of the messages above one byte shorter and one longer: what has a fixed form is refused. */
START_TEST(wrong_lengths_are_refused)
{
    static const struct {
        uint8_t control, length;
        int result;
    } lengths[] = {
        {0x11, 3, FK_E_FORMAT},
        {0x11, 6, FK_E_FORMAT},
        {0x11, 9, FK_E_FORMAT},
        {0x11, 11, FK_E_FORMAT},
        {0x91, 3, FK_E_FORMAT},
        {0x91, 4, FK_OK},
        {0xD1, 0, FK_E_FORMAT},
        {0xD1, 2, FK_E_FORMAT},
        {0x12, 4, FK_E_FORMAT},
        {0x12, 7, FK_E_FORMAT},
        {0x92, 4, FK_E_FORMAT},
        {0x92, 5, FK_OK},
        {0x13, 1, FK_E_FORMAT},
        {0x93, 5, FK_E_FORMAT},
        {0x93, 7, FK_E_FORMAT},
        {0xD3, 1, FK_OK},
        {0x14, 11, FK_E_FORMAT},
        {0x14, 12, FK_OK},
        {0x94, 1, FK_E_FORMAT},
        {0x15, 5, FK_E_FORMAT},
        {0x08, 5, FK_E_FORMAT},
        {0x16, 5, FK_E_FORMAT},
        {0x17, 0, FK_E_FORMAT},
        {0x17, 2, FK_E_FORMAT},
        {0x18, 11, FK_E_FORMAT},
        {0x98, 5, FK_E_FORMAT},
        {0x19, 7, FK_E_FORMAT},
        {0x19, 9, FK_E_FORMAT},
        {0x1B, 8, FK_E_FORMAT},
        {0x1C, 15, FK_E_FORMAT},
        {0x1C, 17, FK_E_FORMAT},
        {0x1C, 28, FK_E_FORMAT},
        {0x9C, 1, FK_E_FORMAT},
        {0x9C, 3, FK_E_FORMAT},
        {0xDC, 0, FK_E_FORMAT},
        {0xDC, 3, FK_E_FORMAT},
        {0x1D, 2, FK_E_FORMAT},
        {0x03, 7, FK_E_FORMAT},
        {0x03, 8, FK_OK},
        {0x83, 3, FK_E_FORMAT},
        {0xC3, 0, FK_E_FORMAT},
        {0xC3, 3, FK_E_FORMAT},
        {0x51, 4, FK_E_FORMAT},
        {0x31, 4, FK_E_FORMAT},
        {0x01, 2, FK_E_UNSUPPORTED},
        {0x1F, 0, FK_E_UNSUPPORTED},
        {0x9F, 0, FK_E_UNSUPPORTED},
        {0xDF, 1, FK_E_UNSUPPORTED},
    };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct dlt645_frame frame = {.control = lengths[i].control, .length = lengths[i].length};
        struct dlt645_message message;
        ck_assert_msg(dlt645_message_parse(&frame, &message) == lengths[i].result, "%02X %u",
                      (unsigned)lengths[i].control, (unsigned)lengths[i].length);
    }
}
END_TEST

START_TEST(what_cannot_be_sent_is_not_built)
{
    struct dlt645_frame frame = {.control = 0x77, .length = 1}, before = frame;
    struct dlt645_message message = {.function = 0x14, .sender = {.level = 0x98}, .value_size = 15};
    ck_assert_int_eq(dlt645_message_build(&message, &frame), FK_E_FORMAT);
    message.value_size = 0;
    ck_assert_int_eq(dlt645_message_build(&message, &frame), FK_E_FORMAT);
    message = (struct dlt645_message){.function = 0x14, .value_size = 244};
    ck_assert_int_eq(dlt645_message_build(&message, &frame), FK_E_SPACE);
    message = (struct dlt645_message){.function = 0x11, .has_more = true};
    ck_assert_int_eq(dlt645_message_build(&message, &frame), FK_E_FORMAT);
    message = (struct dlt645_message){.function = 0x1F};
    ck_assert_int_eq(dlt645_message_build(&message, &frame), FK_E_UNSUPPORTED);
    message = (struct dlt645_message){.function = 0x11, .kind = 3};
    ck_assert_int_eq(dlt645_message_build(&message, &frame), FK_E_UNSUPPORTED);
    message = (struct dlt645_message){.function = 0x14, .kind = DLT645_ANSWER, .has_word = true};
    ck_assert_int_eq(dlt645_message_build(&message, &frame), FK_E_FORMAT);
    ck_assert_mem_eq(&frame, &before, offsetof(struct dlt645_frame, data));
    message = (struct dlt645_message){.function = 0x14, .value_size = 243};
    ck_assert_int_eq(dlt645_message_build(&message, &frame), FK_OK);
    ck_assert_uint_eq(frame.length, 255);
}
END_TEST

/* Whatever parses builds the same frame again. */
START_TEST(every_frame_comes_back)
{
    unsigned parsed = 0;
    random_seed("message");
    for (int round = 0; round < 200000; round++) {
        struct dlt645_frame frame = random_frame(), again = {.length = 0};
        struct dlt645_message message;
        frame.length = (uint8_t)random_below(40);
        if (random_below(2))
            frame.data[random_below(2) * 4] = random_below(2) ? 0x98 : 0x99;
        if (dlt645_message_parse(&frame, &message) != FK_OK)
            continue;
        parsed++;
        ck_assert_int_eq(dlt645_message_build(&message, &again), FK_OK);
        ck_assert_uint_eq(again.control, frame.control);
        ck_assert_uint_eq(again.length, frame.length);
        ck_assert_mem_eq(again.data, frame.data, frame.length);
    }
    ck_assert_uint_gt(parsed, 5000);
}
END_TEST

/* row 1.5-1, row 1.5-2 */
START_TEST(limits_and_forms)
{
    ck_assert_uint_eq(dlt645_length_limit(0x11), 200);
    ck_assert_uint_eq(dlt645_length_limit(0xB2), 200);
    ck_assert_uint_eq(dlt645_length_limit(0x14), 50);
    ck_assert_uint_eq(dlt645_length_limit(0x1C), 50);
    ck_assert_str_eq(dlt645_message_form(0x11, DLT645_REQUEST, 2), "DNT");
    ck_assert_ptr_null(dlt645_message_form(0x11, DLT645_REQUEST, 3));
    ck_assert_str_eq(dlt645_message_form(0x19, DLT645_REFUSAL, 0), "E");
    ck_assert_ptr_null(dlt645_message_form(0x19, DLT645_REFUSAL, 1));
    ck_assert_str_eq(dlt645_message_form(0x1C, DLT645_REFUSAL, 1), "W");
    ck_assert_ptr_null(dlt645_message_form(0x1F, DLT645_REFUSAL, 0));
}
END_TEST

/* A form takes a data field of its own size: what stands beside the letters is what they say. */
START_TEST(forms_have_the_sizes_of_their_letters)
{
    static const char letters[] = "DNTQASOtfFoncEVRMWC";
    static const uint8_t sizes[] = {4, 1, 5, 1, 6, 8, 4, 6, 4, 1, 4, 4, 8, 1, 0, 20, 4, 2, 16};
    static const uint8_t kinds[] = {0, 0x80, 0xC0};
    unsigned forms = 0;
    for (unsigned control = 0; control < 3 * 32; control++) {
        const char *form;
        uint8_t function = control % 32, kind = (uint8_t)(control / 32);
        for (size_t i = 0; (form = dlt645_message_form(function, (enum dlt645_kind)kind, i)); i++) {
            struct dlt645_frame frame = {.control = (uint8_t)(kinds[kind] | function)};
            struct dlt645_message message;
            unsigned size = 0;
            for (const char *at = form; *at; at++)
                size += sizes[strchr(letters, *at) - letters];
            frame.length = (uint8_t)size;
            uint8_t level = strpbrk(form, "RC") ? 0x98 : strchr(form, 'M') ? 0x99 : 0x02;
            frame.data[function == DLT645_WRITE ? 4 : 0] = level;
            ck_assert_msg(dlt645_message_parse(&frame, &message) == FK_OK, "%02X %s",
                          (unsigned)frame.control, form);
            forms++;
        }
    }
    ck_assert_uint_eq(forms, 25 + 16 + 17); /* requests, answers, error answers */
}
END_TEST

/* 3.1: clear text 1A 00 10 07 22 18 56 17 of a trip until 2010-07-22 18:56:17. */
START_TEST(clear_text_of_a_command)
{
    static const uint8_t command[] = {0x1A, 0, 0x17, 0x56, 0x18, 0x22, 0x07, 0x10};
    static const uint8_t clear[] = {0x1A, 0, 0x10, 0x07, 0x22, 0x18, 0x56, 0x17};
    uint8_t out[8];
    dlt645_command_clear(command, false, out);
    ck_assert_mem_eq(out, clear, 8);
    dlt645_command_clear(command, true, out);
    ck_assert_mem_eq(out, command, 8);
}
END_TEST

static struct dlt645_message answer(bool is_first, bool has_more, uint32_t di, uint8_t seq,
                                    uint8_t size)
{
    struct dlt645_message message = {.function = is_first ? 0x11 : 0x12,
                                     .kind = DLT645_ANSWER,
                                     .has_more = has_more,
                                     .di = di,
                                     .seq = seq,
                                     .value_size = size};
    memset(message.value, seq + 1, size);
    return message;
}

/* row 2.4-5: 400 bytes are 196 + 195 + 9. */
START_TEST(long_items_are_put_together)
{
    static uint8_t value[400];
    struct dlt645_follow follow;
    size_t at, length;
    bool has_more;
    dlt645_follow_init(&follow, 0x0001FF00, false, value, sizeof value);
    for (unsigned seq = 0; seq < 3; seq++) {
        ck_assert(dlt645_follow_part(400, seq, &at, &length, &has_more));
        ck_assert_uint_eq(at, seq == 0 ? 0 : seq == 1 ? 196 : 391);
        ck_assert_uint_eq(length, seq == 0 ? 196 : seq == 1 ? 195 : 9);
        ck_assert(has_more == (seq < 2));
        struct dlt645_message message =
            answer(seq == 0, has_more, 0x0001FF00, (uint8_t)seq, (uint8_t)length);
        ck_assert_int_eq(dlt645_follow_take(&follow, &message),
                         has_more ? DLT645_FOLLOW_ASK : DLT645_FOLLOW_DONE);
        struct dlt645_message next = dlt645_follow_request(&follow);
        if (has_more)
            ck_assert_uint_eq(next.seq, seq + 1);
        ck_assert_uint_eq(next.di, 0x0001FF00);
        ck_assert_int_eq(next.function, 0x12);
    }
    ck_assert_uint_eq(follow.size, 400);
    ck_assert(value[195] == 1 && value[196] == 2 && value[390] == 2 && value[391] == 3);
    ck_assert(!dlt645_follow_part(400, 3, &at, &length, &has_more));
    ck_assert(dlt645_follow_part(196, 0, &at, &length, &has_more) && !has_more);
    ck_assert(!dlt645_follow_part(196, 1, &at, &length, &has_more));
    ck_assert(dlt645_follow_part(0, 0, &at, &length, &has_more) && length == 0);
    ck_assert(!dlt645_follow_part(100000, 256, &at, &length, &has_more));
}
END_TEST

/* row 2.4-4 */
START_TEST(wrong_follow_ups_are_refused)
{
    uint8_t value[8];
    struct dlt645_follow follow;
    dlt645_follow_init(&follow, 0x00010000, false, value, sizeof value);
    struct dlt645_message message = answer(false, false, 0x00010000, 1, 4);
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), FK_E_FORMAT); /* 92 before 91 */
    message = answer(true, true, 0x00020000, 0, 4);
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), FK_E_FORMAT); /* another item */
    message = answer(true, true, 0x00010000, 0, 4);
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), DLT645_FOLLOW_ASK);
    message = answer(false, false, 0x00010000, 2, 4);
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), FK_E_FORMAT); /* 02 before 01 */
    message = answer(false, false, 0x00010000, 1, 5);
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), FK_E_SPACE);
    message.kind = DLT645_REFUSAL;
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), FK_E_FORMAT);
    message = answer(false, false, 0x04001501, 1, 4);
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), FK_E_FORMAT); /* the trap, not asked */
    ck_assert_uint_eq(follow.size, 4);
}
END_TEST

/* 2.4, the trap of 2013: a whole answer with D5, then the report word. */
START_TEST(report_words_are_not_appended)
{
    uint8_t value[255];
    struct dlt645_follow follow;
    dlt645_follow_init(&follow, 0x00010000, true, value, sizeof value);
    struct dlt645_message message = answer(true, true, 0x00010000, 0, 4);
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), DLT645_FOLLOW_ASK);
    message = answer(false, false, DLT645_REPORT_DI, 1, 12);
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), DLT645_FOLLOW_REPORT);
    ck_assert_uint_eq(follow.size, 4);
    /* Who asks for the report word itself gets it as an item. */
    dlt645_follow_init(&follow, DLT645_REPORT_DI, true, value, sizeof value);
    message = answer(true, true, DLT645_REPORT_DI, 0, 12);
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), DLT645_FOLLOW_ASK);
    message = answer(false, false, DLT645_REPORT_DI, 1, 12);
    ck_assert_int_eq(dlt645_follow_take(&follow, &message), DLT645_FOLLOW_DONE);
    ck_assert_uint_eq(follow.size, 24);
}
END_TEST

START_TEST(follow_ups_end_at_255)
{
    static uint8_t value[1024];
    struct dlt645_follow follow;
    dlt645_follow_init(&follow, 0x00010000, false, value, sizeof value);
    for (unsigned seq = 0; seq <= 255; seq++) {
        struct dlt645_message message = answer(seq == 0, true, 0x00010000, (uint8_t)seq, 1);
        ck_assert_int_eq(dlt645_follow_take(&follow, &message),
                         seq < 255 ? DLT645_FOLLOW_ASK : FK_E_RANGE);
    }
}
END_TEST

/* row 6.2-1 to row 6.2-16, row 6.6-1 to row 6.6-3: lengths of requests (behind identifier and
 * operator code) and of answers (behind the identifier); L of the facts less 8 and less 4. */
static const struct {
    uint32_t di;
    uint8_t request_l, answer_l; /* 0: not fixed */
} commands[] = {
    {0x070000FF, 0x20, 0x10}, {0x070001FF, 0x0E, 0x04}, {0x070002FF, 0x08, 0x16},
    {0x070003FF, 0x10, 0x04}, {0x078003FF, 0x10, 0x22}, {0x070101FF, 0x1E, 0x04},
    {0x070102FF, 0x1E, 0x04}, {0x070102FF, 0x22, 0x04}, {0x070102FF, 0x28, 0x04},
    {0x070103FF, 0x18, 0x04}, {0x070108FF, 0x22, 0x04}, {0x070108FF, 0x28, 0x04},
    {0x070201FF, 0x30, 0x04}, {0x070202FF, 0x30, 0x04}, {0x070203FF, 0x30, 0x04},
    {0x078001FF, 0x10, 0},    {0x078002FF, 0, 0x44},    {0x07A006FF, 0x21, 0x04},
    {0x070301FF, 0, 0x04},    {0x070104FF, 0, 0x04},    {0x070105FF, 0, 0x04},
    {0x078102FF, 0x08, 0x1E},
};

START_TEST(security_commands_have_their_lengths)
{
    uint32_t di = commands[_i].di;
    unsigned size = commands[_i].request_l - 8u;
    if (commands[_i].request_l > 0) {
        const struct dlt645_security *row = dlt645_security_find(di, false, size);
        ck_assert_uint_eq(dlt645_security_size(row->request, row->request_count), size);
    }
    size = commands[_i].answer_l - 4u;
    if (commands[_i].answer_l > 0) {
        const struct dlt645_security *row = dlt645_security_find(di, true, size);
        ck_assert_uint_eq(dlt645_security_size(row->answer, row->answer_count), size);
    }
}
END_TEST

START_TEST(security_table_is_complete)
{
    char word[40];
    for (size_t i = 0; i < dlt645_security_count(); i++) {
        const struct dlt645_security *row = dlt645_security_at(i);
        ck_assert(row->sure >= 'A' && row->sure <= 'C');
        ck_assert(i == 0 || dlt645_security_at(i - 1)->di <= row->di);
        ck_assert(!latin_word(row->name_zh, NULL, word, sizeof word));
        for (size_t f = 0; f < row->request_count; f++)
            ck_assert_uint_gt(strlen(row->request[f].name_zh), 2);
        for (size_t f = 0; f < row->answer_count; f++)
            ck_assert_uint_gt(strlen(row->answer[f].name_zh), 2);
    }
    ck_assert_ptr_null(dlt645_security_at(dlt645_security_count()));
    ck_assert_ptr_null(dlt645_security_find(0x070009FF, false, 0));
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(cases, test, 0, sizeof table / sizeof table[0])

static Suite *message_suite(void)
{
    Suite *suite = suite_create("dlt645_message");
    TCase *cases = tcase_create("message");
    tcase_set_timeout(cases, 60);
    LOOP(messages_are_parsed_and_built, messages);
    tcase_add_test(cases, wrong_lengths_are_refused);
    tcase_add_test(cases, what_cannot_be_sent_is_not_built);
    tcase_add_test(cases, every_frame_comes_back);
    tcase_add_test(cases, limits_and_forms);
    tcase_add_test(cases, forms_have_the_sizes_of_their_letters);
    tcase_add_test(cases, clear_text_of_a_command);
    tcase_add_test(cases, long_items_are_put_together);
    tcase_add_test(cases, wrong_follow_ups_are_refused);
    tcase_add_test(cases, report_words_are_not_appended);
    tcase_add_test(cases, follow_ups_end_at_255);
    LOOP(security_commands_have_their_lengths, commands);
    tcase_add_test(cases, security_table_is_complete);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(message_suite)
