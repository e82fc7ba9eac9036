/* Bytes of an exact length as hexadecimal text. */
#include "base/hex_text.h"
#include "tests/unit/fk_check.h"

static const struct {
    const char *text;
    bool is_exact;
    uint8_t bytes[3];
} rows[] = {
    {"000000", true, {0}},
    {"12abEF", true, {0x12, 0xAB, 0xEF}},
    {"FF00ff", true, {0xFF, 0, 0xFF}},
    {"", false, {0}},
    {"12345", false, {0}},
    {"1234567", false, {0}},
    {"12 456", false, {0}},
    {"12g456", false, {0}},
    {"1234g6", false, {0}},
};

START_TEST(pairs_and_nothing_else)
{
    uint8_t out[3];
    ck_assert_int_eq(hex_text_exact(rows[_i].text, out, sizeof out), rows[_i].is_exact);
    if (rows[_i].is_exact)
        ck_assert_mem_eq(out, rows[_i].bytes, sizeof out);
}
END_TEST

static Suite *hex_suite(void)
{
    Suite *suite = suite_create("hex_text");
    TCase *tc = tcase_create("hex_text");
    tcase_add_loop_test(tc, pairs_and_nothing_else, 0, sizeof rows / sizeof *rows);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(hex_suite)
