/* Text of foreign hands stays on one line and cannot act on a terminal. */
#include "base/err.h"
#include "base/plain_text.h"
#include "tests/unit/fk_check.h"

#include <string.h>

static const struct {
    const char *text, *shown;
} samples[] = {
    {"", ""},
    {"a.yaml", "a.yaml"},
    {"费控 é 𝄞", "费控 é 𝄞"},
    {"a\nb\r\tc", "a\\nb\\r\\tc"},
    {"\033[2Jx", "\\e[2Jx"},
    {"\x7f\x01", "\\x7F\\x01"},
    {"\xC2\x9B"
     "2J",
     "\\xC2\\x9B2J"}, /* C1: CSI */
    {"\xE2\x80\xAE"
     "a",
     "\\xE2\\x80\\xAEa"},                /* right-to-left override */
    {"\xFF\xC0\x80", "\\xFF\\xC0\\x80"}, /* never UTF-8; NUL in two bytes */
    {"\xED\xA0\x80", "\\xED\\xA0\\x80"}, /* half of a pair */
    {"a\xE8\xB4", "a\\xE8\\xB4"},        /* cut short */
};

START_TEST(test_shown)
{
    char out[64];
    ck_assert_uint_eq(plain_text(samples[_i].text, out, sizeof out), strlen(samples[_i].shown));
    ck_assert_str_eq(out, samples[_i].shown);
}
END_TEST

/* What does not fit is left out from a whole character on. */
START_TEST(test_cut)
{
    char out[6];
    ck_assert_uint_eq(plain_text("费控x", out, sizeof out), 7);
    ck_assert_str_eq(out, "费");
    ck_assert_uint_eq(plain_text("abc\001d", out, sizeof out), 8);
    ck_assert_str_eq(out, "abc");
}
END_TEST

START_TEST(test_diag)
{
    struct fk_diag diag = {.text = ""};
    ck_assert_int_eq(fk_fail(&diag, FK_E_IO, NULL, 0, "%s: gone", "a\n\033b"), FK_E_IO);
    ck_assert_str_eq(diag.text, "a\\n\\eb: gone");
    ck_assert_int_eq(fk_fail(&diag, FK_E_IO, NULL, 0, "again: %s", diag.text), FK_E_IO);
    ck_assert_str_eq(diag.text, "again: a\\n\\eb: gone");
}
END_TEST

/* 239 bytes are kept; a character of three bytes that would be cut is left out. */
START_TEST(test_diag_cut)
{
    struct fk_diag diag;
    char text[300];
    memset(text, 'x', sizeof text);
    memcpy(text + 238, "费", strlen("费"));
    text[299] = '\0';
    (void)fk_fail(&diag, FK_E_IO, NULL, 0, "%s", text);
    ck_assert_uint_eq(strlen(diag.text), 238);
}
END_TEST

static Suite *plain_text_suite(void)
{
    Suite *suite = suite_create("base/plain_text");
    TCase *tcase = tcase_create("plain_text");
    tcase_add_loop_test(tcase, test_shown, 0, (int)(sizeof samples / sizeof samples[0]));
    tcase_add_test(tcase, test_cut);
    tcase_add_test(tcase, test_diag);
    tcase_add_test(tcase, test_diag_cut);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(plain_text_suite)
