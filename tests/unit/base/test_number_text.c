/* Whole numbers of a command line: digits alone, inside their limits. */
#include "base/number_text.h"
#include "tests/unit/fk_check.h"

static const struct {
    const char *text;
    uint64_t low, high;
    bool is_number;
    uint64_t value;
} rows[] = {
    {"0", 0, 10, true, 0},
    {"10", 0, 10, true, 10},
    {"11", 0, 10, false, 0},
    {"1", 1, 10, true, 1},
    {"0", 1, 10, false, 0},
    {"007", 0, 10, true, 7},
    {"", 0, 10, false, 0},
    {" 5", 0, 10, false, 0},
    {"5 ", 0, 10, false, 0},
    {"+5", 0, 10, false, 0},
    {"-5", 0, UINT64_MAX, false, 0},
    {"5x", 0, 10, false, 0},
    {"0x5", 0, 10, false, 0},
    {"5.0", 0, 10, false, 0},
    {"4294967296", 0, UINT32_MAX, false, 0},
    {"18446744073709551615", 0, UINT64_MAX, true, UINT64_MAX},
    {"18446744073709551616", 0, UINT64_MAX, false, 0},
    {"99999999999999999999", 0, UINT64_MAX, false, 0},
};

START_TEST(digits_alone)
{
    uint64_t value = 77;
    ck_assert_int_eq(number_text(rows[_i].text, rows[_i].low, rows[_i].high, &value),
                     rows[_i].is_number);
    ck_assert_uint_eq(value, rows[_i].is_number ? rows[_i].value : 77);
}
END_TEST

START_TEST(something_behind_is_left)
{
    const char *text = "12-34", *end = NULL;
    uint64_t value = 0;
    ck_assert(number_text_begin(text, 0, 20, &value, &end));
    ck_assert_uint_eq(value, 12);
    ck_assert_ptr_eq(end, text + 2);
    ck_assert(!number_text_begin(text + 2, 0, 20, &value, &end));
}
END_TEST

static Suite *number_suite(void)
{
    Suite *suite = suite_create("number_text");
    TCase *tc = tcase_create("number_text");
    tcase_add_loop_test(tc, digits_alone, 0, sizeof rows / sizeof *rows);
    tcase_add_test(tc, something_behind_is_left);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(number_suite)
