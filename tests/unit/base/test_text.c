/* Two languages: choosing one, and the names of locales (POSIX.1-2017 section 8.2). */
#include "base/text.h"
#include "tests/unit/fk_check.h"

START_TEST(text_in)
{
    const struct fk_text text = {"cut", "停电"}, none = {NULL, NULL};
    ck_assert_str_eq(fk_text_in(text, FK_EN), "cut");
    ck_assert_str_eq(fk_text_in(text, FK_ZH), "停电");
    ck_assert_str_eq(fk_text_in(text, FK_LANGS), "cut");
    ck_assert_ptr_null(fk_text_in(none, FK_ZH));
}
END_TEST

START_TEST(parse)
{
    enum fk_lang lang = FK_LANGS;
    ck_assert(fk_lang_parse("zh", &lang));
    ck_assert_int_eq(lang, FK_ZH);
    ck_assert(fk_lang_parse("en", &lang));
    ck_assert_int_eq(lang, FK_EN);
    lang = FK_ZH;
    static const char *const wrong[] = {"", "e", "z", "EN", "zh_CN", "zhx", "de", "en "};
    for (unsigned i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_msg(!fk_lang_parse(wrong[i], &lang), "%s", wrong[i]);
    ck_assert(!fk_lang_parse(NULL, &lang));
    ck_assert_int_eq(lang, FK_ZH);
}
END_TEST

static const struct {
    const char *locale;
    enum fk_lang lang;
} locale_rows[] = {
    {"zh", FK_ZH},     {"zh_CN", FK_ZH}, {"zh_CN.UTF-8", FK_ZH}, {"zh-Hans", FK_ZH},
    {"zh.GBK", FK_ZH}, {"zh@x", FK_ZH},  {"zha", FK_EN},         {"z", FK_EN},
    {"", FK_EN},       {NULL, FK_EN},    {"C", FK_EN},           {"C.UTF-8", FK_EN},
    {"POSIX", FK_EN},  {"en_GB", FK_EN}, {"ZH_CN", FK_EN},       {"de_DE.UTF-8", FK_EN},
};

START_TEST(of_locale)
{
    const char *locale = locale_rows[_i].locale;
    ck_assert_msg(fk_lang_of_locale(locale) == locale_rows[_i].lang, "%s", locale ? locale : "-");
}
END_TEST

START_TEST(tag)
{
    ck_assert_str_eq(fk_lang_tag(FK_EN), "en");
    ck_assert_str_eq(fk_lang_tag(FK_ZH), "zh-CN");
}
END_TEST

static Suite *text_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *tcase = tcase_create("text");
    tcase_add_test(tcase, text_in);
    tcase_add_test(tcase, parse);
    tcase_add_loop_test(tcase, of_locale, 0, sizeof locale_rows / sizeof locale_rows[0]);
    tcase_add_test(tcase, tag);
    suite_add_tcase(suite, tcase);
    return suite;
}
FK_CHECK_MAIN(text_suite)
