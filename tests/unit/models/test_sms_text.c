/* Texts of messages (R-60, R-65, CQ-12), the segments that follow from them, and the page
 * docs/sms.md, which shows them (FK_BLESS=1 in the environment writes its table anew). */
#include "models/around/sms_text.h"
#include "tests/unit/fk_check.h"
#include <stdlib.h>
#include <string.h>

static const char page_path[] = FK_TEST_DIR "/../docs/sms.md";
static const char begin_mark[] = "<!-- texts: made from the code, do not edit by hand -->\n";
static const char end_mark[] = "<!-- end of texts -->\n";

static size_t text_of(unsigned kind, ms_t at, fen_t balance, char out[SMS_TEXT_MAX])
{
    const struct sms_values values = {at, balance, 4710};
    return sms_text(kind, &values, out);
}

/* the example of the seed, 39 characters, behind the signature of the utility, six. */
START_TEST(reminder_is_the_one_of_the_seed)
{
    char text[SMS_TEXT_MAX];
    size_t bytes = text_of(SMS_REMINDER, clock_from_civil(2026, 2, 13, 8, 0, 0), 1953, text);
    ck_assert_str_eq(text, "【国家电网】截至2月13日，您家电费余额为19.53元。"
                           "为避免欠费停电，请您及时补充余额。");
    ck_assert_uint_eq(bytes, strlen(text));
    ck_assert_uint_eq(sms_text_length(text), 45);
    ck_assert_uint_eq(sms_segments(45), 1);
}
END_TEST

/* up to 70 characters one, then as many parts of 67 as are needed: 134 are two, 135 three,
 * 201 three, 202 four. */
START_TEST(segments_of_lengths)
{
    static const unsigned rows[][2] = {{0, 1},   {1, 1},   {70, 1},  {71, 2},   {134, 2},
                                       {135, 3}, {201, 3}, {202, 4}, {2000, 30}};
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_uint_eq(sms_segments(rows[i][0]), rows[i][1]);
}
END_TEST

/* A letter, a Chinese character and a sign of three bytes are one each; what lies beyond the basic
 * plane is a pair. */
START_TEST(characters_count_as_ucs2_does)
{
    ck_assert_uint_eq(sms_text_length(""), 0);
    ck_assert_uint_eq(sms_text_length("a1"), 2);
    ck_assert_uint_eq(sms_text_length("é元。"), 3);
    ck_assert_uint_eq(sms_text_length("\xF0\x9F\x92\xA1元"), 3);
}
END_TEST

/* Every kind but the free one has a text; its segments are the same for all dates and balances, and
 * two for the bill alone (CQ-12: two registers and a balance). */
START_TEST(segments_follow_from_the_texts)
{
    char text[SMS_TEXT_MAX];
    for (unsigned kind = 0; kind < SMS_KINDS; kind++) {
        if (kind == SMS_FREE_TEXT)
            continue;
        ck_assert_uint_gt(text_of(kind, 0, 0, text), 30);
        ck_assert_ptr_null(strpbrk(text, "{}"));
        ck_assert_uint_eq(sms_usual_segments(kind), kind == SMS_BILL ? 2 : 1);
        text_of(kind, clock_from_civil(2026, 12, 31, 0, 0, 0), INT32_MIN, text);
        ck_assert_uint_eq(sms_segments(sms_text_length(text)), kind == SMS_BILL ? 2 : 1);
    }
    ck_assert_uint_eq(text_of(SMS_FREE_TEXT, 0, 0, text), 0);
}
END_TEST

/* Into table[0..size). */
static void make_table(char *table, size_t size)
{
    char text[SMS_TEXT_MAX];
    size_t used = (size_t)snprintf(table, size,
                                   "\n| kind | 中文 | text | characters | segments |\n"
                                   "| --- | --- | --- | --- | --- |\n");
    for (unsigned kind = 0; kind < SMS_KINDS; kind++) {
        if (kind == SMS_FREE_TEXT)
            continue;
        text_of(kind, clock_from_civil(2026, 3, 2, 0, 0, 0), kind == SMS_REMINDER ? 4456 : -208,
                text);
        size_t length = sms_text_length(text);
        used += (size_t)snprintf(table + used, size - used, "| `%s` | %s | %s | %zu | %u |\n",
                                 sms_kind_name(kind), sms_kind_name_zh(kind), text, length,
                                 sms_segments(length));
        ck_assert_uint_lt(used, size - 2);
    }
    table[used++] = '\n';
    table[used] = '\0';
}

START_TEST(page_shows_them)
{
    static char page[1 << 16], table[1 << 14];
    FILE *file = fopen(page_path, "r");
    ck_assert_ptr_nonnull(file);
    size_t size = fread(page, 1, sizeof page - 1, file);
    fclose(file);
    page[size] = '\0';
    make_table(table, sizeof table);
    char *begin = strstr(page, begin_mark), *end = strstr(page, end_mark);
    ck_assert_msg(begin && end && begin < end, "the marks of the table are gone");
    begin += strlen(begin_mark);
    bool is_same =
        strlen(table) == (size_t)(end - begin) && strncmp(table, begin, strlen(table)) == 0;
    if (!is_same && getenv("FK_BLESS")) {
        file = fopen(page_path, "w");
        ck_assert_ptr_nonnull(file);
        fprintf(file, "%.*s%s%s", (int)(begin - page), page, table, end);
        ck_assert_int_eq(fclose(file), 0);
        is_same = true;
    }
    ck_assert_msg(is_same, "docs/sms.md differs from the texts: run this test with FK_BLESS=1");
}
END_TEST

static Suite *sms_text_suite(void)
{
    Suite *suite = suite_create("sms_text");
    TCase *tcase = tcase_create("texts");
    tcase_add_test(tcase, reminder_is_the_one_of_the_seed);
    tcase_add_test(tcase, segments_of_lengths);
    tcase_add_test(tcase, characters_count_as_ucs2_does);
    tcase_add_test(tcase, segments_follow_from_the_texts);
    tcase_add_test(tcase, page_shows_them);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(sms_text_suite)
