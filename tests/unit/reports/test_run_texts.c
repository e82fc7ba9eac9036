/* What a run's page and its figures say: every text in both languages. */
#include "reports/plot/plot_figures.h"
#include "reports/run/run_sections.h"
#include "sim/watch/recorder.h"
#include "tests/unit/fk_check.h"

#include <string.h>

static bool is_chinese(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0xe3)
            return true;
    return false;
}

/* The conversions of a format, one letter each: "%lld of %s" gives "ds". */
static void conversions(const char *format, char out[16])
{
    size_t n = 0;
    for (const char *at = format; (at = strchr(at, '%')) != NULL; at++) {
        at += 1 + strspn(at + 1, "0123456789.l");
        ck_assert_uint_lt(n, 15);
        out[n++] = *at;
    }
    out[n] = '\0';
}

static void check_text(struct fk_text text)
{
    char en[16], zh[16];
    ck_assert_ptr_nonnull(text.en);
    ck_assert_ptr_nonnull(text.zh);
    if (!*text.en && !*text.zh)
        return; /* a column without a head */
    ck_assert_msg(is_chinese(text.zh), "no Chinese for: %s", text.en);
    ck_assert_msg(*text.en, "no English for: %s", text.zh);
    conversions(text.en, en);
    conversions(text.zh, zh);
    ck_assert_msg(strcmp(en, zh) == 0, "other conversions: %s / %s", text.en, text.zh);
}

static unsigned check_columns(const struct section_column *columns)
{
    unsigned count = 0;
    for (; columns[count].head.en != NULL; count++)
        check_text(columns[count].head);
    return count;
}

static void check_sections(const struct section *sections, size_t count)
{
    ck_assert_uint_gt(count, 0);
    for (size_t i = 0; i < count; i++) {
        check_text(sections[i].heading);
        check_text(sections[i].text);
        if (sections[i].empty.en || sections[i].empty.zh)
            check_text(sections[i].empty);
        if (sections[i].empty_rest.en || sections[i].empty_rest.zh)
            check_text(sections[i].empty_rest);
        ck_assert_uint_gt(check_columns(sections[i].columns), 0);
    }
}

START_TEST(page)
{
    check_sections(run_check_sections, run_check_section_count);
    check_sections(run_table_sections, run_table_section_count);
    ck_assert_uint_eq(check_columns(run_tiles), 11);
    ck_assert_uint_eq(check_columns(run_facts), 16);
    for (unsigned i = 0; i < RUN_WORDS; i++)
        check_text(run_words[i]);
}
END_TEST

START_TEST(invariants)
{
    for (unsigned i = 0; i <= SIM_INVARIANTS; i++) {
        check_text(run_invariant_text(i));
        ck_assert_msg(!sim_invariant_is_checked(i) || /* who reads the page has no other text */
                          strcmp(run_invariant_text(i).en, "see the system rules") != 0,
                      "INV-%02u", i);
    }
}
END_TEST

/* No word stands in a script itself: what gnuplot shows comes from the words or from the rows. */
START_TEST(figures)
{
    static const char *const shown[] = {"title '", "set ylabel '", "set xlabel '", "label 1 '"};
    for (size_t i = 0; i < plot_figure_count; i++) {
        const struct plot_figure *figure = &plot_figures[i];
        unsigned words = 0;
        check_text(figure->heading);
        check_text(figure->caption);
        for (; figure->words[words].variable; words++) {
            check_text(figure->words[words].text);
            ck_assert_msg(strstr(figure->script, figure->words[words].variable) != NULL,
                          "%s does not use %s", figure->name, figure->words[words].variable);
        }
        ck_assert_uint_gt(words, 0);
        for (size_t k = 0; k < sizeof shown / sizeof shown[0]; k++)
            ck_assert_msg(strstr(figure->script, shown[k]) == NULL, "%s: %s", figure->name,
                          shown[k]);
    }
}
END_TEST

static Suite *texts_suite(void)
{
    Suite *suite = suite_create("run-texts");
    TCase *tcase = tcase_create("texts");
    tcase_add_test(tcase, page);
    tcase_add_test(tcase, invariants);
    tcase_add_test(tcase, figures);
    suite_add_tcase(suite, tcase);
    return suite;
}
FK_CHECK_MAIN(texts_suite)
