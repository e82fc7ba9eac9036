/* Two runs side by side: values, differences and shares counted by hand. */
#include "reports/run/compare.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/feikong-compare-XXXXXX", a[64], b[64];

static void setup(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(a, sizeof a, "%s/a.db", folder);
    snprintf(b, sizeof b, "%s/b.db", folder);
}

static void teardown(void)
{
    char command[96];
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static void make_run(const char *path, const struct sample *wanted, const char *rate)
{
    struct run_store *store = NULL;
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    struct sample sample = *wanted;
    sample.recorder = run_store_recorder(store);
    ck_assert_int_eq(sample_run(&sample), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 1, "days", "3", NULL), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 2, rate ? "sms.rate" : "other", "100", NULL),
                     FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 4, "gaps.0", rate ? rate : "none", NULL), FK_OK);
    if (rate)
        ck_assert_int_eq(run_store_add_setting(store, 3, "payment.capacity", rate, NULL), FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
}

static const struct compare_figure *figure(const struct compare *c, const char *key)
{
    for (size_t i = 0; i < c->figure_count; i++)
        if (strcmp(c->figures[i].key, key) == 0)
            return &c->figures[i];
    ck_abort_msg("no figure %s", key);
}

static void is(const struct compare *c, const char *key, const char *left, const char *right,
               const char *difference, const char *percent)
{
    char text[COMPARE_TEXT_MAX];
    compare_format(figure(c, key), COMPARE_A, text);
    ck_assert_msg(strcmp(text, left) == 0, "%s A: %s", key, text);
    compare_format(figure(c, key), COMPARE_B, text);
    ck_assert_msg(strcmp(text, right) == 0, "%s B: %s", key, text);
    compare_format_difference(figure(c, key), text);
    ck_assert_msg(strcmp(text, difference) == 0, "%s B - A: %s", key, text);
    compare_format_percent(figure(c, key), text);
    ck_assert_msg(strcmp(text, percent) == 0, "%s %%: %s", key, text);
}

/* A: 3 days, 2 cuts on D1 and D2 (customers 0, 100 and 10, 110), nobody pays: off from 08:30:15 of
 * their day to D3 00:00: 2 x 39:29:45 + 2 x 15:29:45 = 109:59:00. B: 3 a day, all pay two hours
 * later, the third 37 s later per place; posted 60 s after that, relay closed 10 s later: off for
 * 2:01:00, 2:01:37 and 2:02:14 on each of two days, together 12:09:42. */
START_TEST(figures_by_hand)
{
    struct compare c;
    make_run(a, &(struct sample){.days = 3, .cuts_per_day = 2, .level = SIM_EVENTS}, "300");
    make_run(b, &(struct sample){.days = 3, .cuts_per_day = 3, .pays = true, .level = SIM_EVENTS},
             "1");
    ck_assert_int_eq(compare_load(a, b, &c, NULL), FK_OK);
    is(&c, "customers", "10,000", "10,000", "0", "0.0 %");
    is(&c, "cuts", "4", "6", "+2", "+50.0 %");
    is(&c, "restores", "0", "6", "+6", "");
    is(&c, "outages", "4", "6", "+2", "+50.0 %");
    is(&c, "customers-off", "4", "0", "-4", "-100.0 %");
    is(&c, "outage-longest", "39:29:45", "2:02:14", "-37:27:31", "-94.8 %");
    /* paid 70 s before the relay closes: 60 s to be posted, 10 s to the relay */
    is(&c, "paid-dark-longest", "\xe2\x80\x93", "0:01:10", "", "");
    is(&c, "paid-dark-end", "0", "0", "0", "");
    is(&c, "restore-last", "\xe2\x80\x93", "D2 10:32:29.000", "", "");
    is(&c, "posting-last", "\xe2\x80\x93", "D2 10:32:19.000", "", "");
    is(&c, "outage-total", "109:59:00", "12:09:42", "-97:49:18", "-88.9 %");
    is(&c, "paid", "0.00", "600.00", "+600.00", "");
    is(&c, "posting-slowest", "\xe2\x80\x93", "0:01:00", "", "");
    is(&c, "energy", "240,000.00", "240,000.00", "0.00", "0.0 %");
    ck_assert_uint_eq(c.setting_count, 1);
    ck_assert_str_eq(c.settings[0].key, "payment.capacity");
    ck_assert_str_eq(c.settings[0].value[COMPARE_A], "300");
    ck_assert_str_eq(c.settings[0].value[COMPARE_B], "1");
    ck_assert(c.is_same); /* the samples have one fingerprint */
    ck_assert_ptr_null(compare_remark(&c, 0).en);
    compare_fini(&c);
}
END_TEST

/* A setting that one side lacks, a summary, other days: said. */
/* A: as B of above, but the channel takes each payment back 60 s later, before anything is posted:
 * each was paid and dark for 60 s, none is at the end. */
START_TEST(paid_until_taken_back)
{
    struct compare c;
    struct sample sample = {.days = 3, .cuts_per_day = 3, .pays = true, .level = SIM_EVENTS};
    make_run(b, &sample, "1");
    sample.is_undone = true;
    make_run(a, &sample, "1");
    ck_assert_int_eq(compare_load(a, b, &c, NULL), FK_OK);
    is(&c, "paid-dark-longest", "0:01:00", "0:01:10", "+0:00:10", "+16.7 %");
    is(&c, "paid-dark-end", "0", "0", "0", "");
    compare_fini(&c);
}
END_TEST

/* One run, recorded twice: what the summary does not hold is not said to differ. */
START_TEST(a_summary_differs_in_nothing)
{
    struct compare c;
    struct sample sample = {.days = 3, .cuts_per_day = 2, .pays = true, .level = SIM_SUMMARY};
    make_run(a, &sample, "1");
    sample.level = SIM_EVENTS;
    make_run(b, &sample, "1");
    ck_assert_int_eq(compare_load(a, b, &c, NULL), FK_OK);
    is(&c, "outages", "\xe2\x80\x93", "4", "", "");
    ck_assert(!compare_differs(figure(&c, "outages")));
    ck_assert_uint_eq(c.differing, 0);
    compare_fini(&c);
}
END_TEST

START_TEST(what_is_missing_is_said)
{
    struct compare c;
    make_run(a, &(struct sample){.days = 3, .cuts_per_day = 2, .level = SIM_SUMMARY}, NULL);
    make_run(b, &(struct sample){.days = 2, .cuts_per_day = 2, .level = SIM_EVENTS}, "1");
    ck_assert_int_eq(compare_load(a, b, &c, NULL), FK_OK);
    is(&c, "outages", "\xe2\x80\x93", "2", "", "");
    is(&c, "cuts", "4", "2", "-2", "-50.0 %");
    ck_assert_uint_eq(c.setting_count, 3);
    ck_assert_str_eq(c.settings[0].key, "other");
    ck_assert_ptr_null(c.settings[0].value[COMPARE_B]);
    ck_assert_str_eq(c.settings[1].key, "sms.rate");
    ck_assert_ptr_null(c.settings[1].value[COMPARE_A]);
    ck_assert_ptr_nonnull(strstr(compare_remark(&c, 0).en, "different numbers of days"));
    ck_assert_ptr_nonnull(strstr(compare_remark(&c, 1).en, "A summary records no single outage"));
    ck_assert_ptr_null(compare_remark(&c, 2).en);
    compare_fini(&c);
}
END_TEST

static const struct {
    enum compare_unit unit;
    int64_t a, b;
    const char *text_b, *difference, *percent;
} formats[] = {
    {COMPARE_COUNT, 1, 0, "0", "-1", "-100.0 %"},
    {COMPARE_COUNT, 0, 1234567, "1,234,567", "+1,234,567", ""},
    {COMPARE_COUNT, 2000, 2001, "2,001", "+1", "+0.1 %"}, /* 0.05 % away from zero */
    {COMPARE_COUNT, 2001, 2000, "2,000", "-1", "0.0 %"},
    {COMPARE_COUNT, 2000, 1999, "1,999", "-1", "-0.1 %"},
    {COMPARE_FEN, -208, 100005, "1,000.05", "+1,002.13", "+48179.3 %"},
    {COMPARE_FEN, 208, -7, "-0.07", "-2.15", "-103.4 %"},
    {COMPARE_KWH100, 100, 150, "1.50", "+0.50", "+50.0 %"},
    {COMPARE_MS, 1000, 3661005, "1:01:01.005", "+1:01:00.005", "+366000.5 %"},
    {COMPARE_MOMENT, 86400000, 117005250, "D1 08:30:05.250", "+8:30:05.250", ""},
    {COMPARE_COUNT, INT64_MAX / 2, INT64_MAX, "9,223,372,036,854,775,807",
     "+4,611,686,018,427,387,904", "+100.0 %"},
};

START_TEST(sentence_names_what_differs)
{
    char text[COMPARE_SENTENCE_MAX];
    struct compare c = {.figures = {{.name = {"cuts", "停电"}, .has = {true, true}},
                                    {.name = {"days", "天数"}, .has = {true, true}},
                                    {.name = {"SMS, all", "短信"}, .has = {false, true}}},
                        .figure_count = 3};
    compare_sentence(&c, FK_EN, text); /* equal figures, other fingerprints */
    ck_assert_ptr_nonnull(strstr(text, "All 3 key figures are equal, but the fingerprints differ"));
    compare_sentence(&c, FK_ZH, text);
    ck_assert_ptr_nonnull(strstr(text, "但指纹不同"));
    c.figures[0].value[COMPARE_B] = 1;
    c.differing = 2;
    compare_sentence(&c, FK_EN, text);
    ck_assert_str_eq(text, "2 of 3 key figures differ, and 0 of the settings: cuts; SMS, all.");
    c.is_same = true;
    compare_sentence(&c, FK_EN, text);
    ck_assert_str_eq(text, "The same events to the millisecond: equal fingerprints.");
}
END_TEST

/* The most important figures come with their values and with which run is better; who was never
 * paid and dark has no longest time of it. */
START_TEST(sentence_says_which_is_better)
{
    char text[COMPARE_SENTENCE_MAX];
    struct compare c = {
        .runs = {{.level = SIM_EVENTS}, {.level = SIM_EVENTS}},
        .figures = {{.key = "complaints", .name = {"complaints", "投诉"}, .has = {true, true}},
                    {.key = "paid-dark-longest", .name = {"longest", "最长"}, .has = {true, false}},
                    {.key = "paid-dark-end", .name = {"dark", "停电"}, .has = {true, true}}},
        .figure_count = 3,
        .differing = 3};
    c.figures[0].value[COMPARE_B] = 3;
    c.figures[1].unit = COMPARE_MS;
    c.figures[1].value[COMPARE_A] = 70 * MS_SECOND;
    c.figures[2].value[COMPARE_A] = 300;
    compare_sentence(&c, FK_EN, text);
    ck_assert_str_eq(text,
                     "B is better: dark 300 → 0; longest 0:01:10 → –. A is better: complaints "
                     "0 → 3. 3 of 3 key figures differ, and 0 of the settings.");
    compare_sentence(&c, FK_ZH, text);
    ck_assert_str_eq(text, "B 较优：停电 300 → 0；最长 0:01:10 → –。A 较优：投诉 0 → 3。"
                           "关键数字 3/3 不同，参数 0 项不同。");
}
END_TEST

START_TEST(formats_by_hand)
{
    char text[COMPARE_TEXT_MAX];
    struct compare_figure f = {
        .unit = formats[_i].unit, .value = {formats[_i].a, formats[_i].b}, .has = {true, true}};
    compare_format(&f, COMPARE_B, text);
    ck_assert_str_eq(text, formats[_i].text_b);
    compare_format_difference(&f, text);
    ck_assert_str_eq(text, formats[_i].difference);
    compare_format_percent(&f, text);
    ck_assert_str_eq(text, formats[_i].percent);
}
END_TEST

START_TEST(json_for_programs)
{
    struct compare c;
    char *text = NULL;
    size_t size = 0;
    make_run(a, &(struct sample){.days = 3, .cuts_per_day = 2, .level = SIM_EVENTS}, NULL);
    make_run(b, &(struct sample){.days = 3, .cuts_per_day = 3, .level = SIM_EVENTS}, "1");
    ck_assert_int_eq(compare_load(a, b, &c, NULL), FK_OK);
    FILE *out = open_memstream(&text, &size);
    ck_assert_int_eq(compare_write_json(&c, out), FK_OK);
    fclose(out);
    compare_fini(&c);
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_ptr_nonnull(root);
    json_t *cuts = json_array_get(json_object_get(root, "figures"), 13);
    ck_assert_str_eq(json_string_value(json_object_get(cuts, "key")), "cuts");
    ck_assert_int_eq(json_integer_value(json_object_get(cuts, "a")), 4);
    ck_assert_int_eq(json_integer_value(json_object_get(cuts, "difference")), 2);
    ck_assert_int_eq(json_integer_value(json_object_get(cuts, "difference_per_mille")), 500);
    json_t *setting = json_array_get(json_object_get(root, "settings"), 0);
    ck_assert(json_is_null(json_object_get(setting, "b")));
    json_decref(root);
    free(text);
}
END_TEST

static char *read_all(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *in = fopen(path, "r");
    ck_assert_msg(in != NULL, "%s is missing", path);
    ck_assert_int_gt(getdelim(&text, &size, 0, in), 0);
    fclose(in);
    return text;
}

/* Curves that differ only in B, words in both languages. */
START_TEST(page_in_both_languages)
{
    struct compare c;
    char path[96];
    make_run(a, &(struct sample){.days = 3, .cuts_per_day = 0, .level = SIM_EVENTS}, "1");
    make_run(b, &(struct sample){.days = 3, .cuts_per_day = 3, .pays = true, .level = SIM_EVENTS},
             "2");
    snprintf(path, sizeof path, "%s/compare.html", folder);
    ck_assert_int_eq(compare_load(a, b, &c, NULL), FK_OK);
    ck_assert_int_eq(compare_write_page(&c, folder, FK_EN, NULL, NULL), FK_OK);
    char *page = read_all(path);
    ck_assert_ptr_nonnull(strstr(page, "<html lang=\"en\">"));
    ck_assert_ptr_nonnull(strstr(page, "<td class=\"mono\">payment.<wbr>capacity</td>"));
    ck_assert_ptr_nonnull(strstr(page, "id=\"both-off-")); /* a figure is inside */
    ck_assert_ptr_nonnull(strstr(page, "id=\"both-unposted-"));
    ck_assert_ptr_nonnull(strstr(page, "<td class=\"num\">+6</td>"));
    ck_assert_ptr_nonnull(strstr(page, ".settings table{table-layout:fixed}"));
    ck_assert_ptr_nonnull(strstr(page, "longest outage <span class=\"unit\">h:mm:ss</span>"));
    free(page);
    ck_assert_int_eq(compare_write_page(&c, folder, FK_ZH, NULL, NULL), FK_OK);
    page = read_all(path);
    ck_assert_ptr_nonnull(strstr(page, "<html lang=\"zh-CN\">"));
    ck_assert_ptr_nonnull(strstr(page, "不同的参数"));
    ck_assert_ptr_null(strstr(page, "Key figures</h2>"));
    free(page);
    compare_fini(&c);
}
END_TEST

/* B went on from D2: two days of 100 cuts are not in it, but who is dark is. */
START_TEST(rest_of_a_run)
{
    make_run(a, &(struct sample){.days = 4, .cuts_per_day = 100, .level = SIM_EVENTS}, NULL);
    make_run(b, &(struct sample){.days = 4, .first = 2, .cuts_per_day = 100, .level = SIM_EVENTS},
             NULL);
    struct compare c;
    char path[96];
    ck_assert_int_eq(compare_load(a, b, &c, NULL), FK_OK);
    ck_assert_str_eq(
        compare_remark(&c, 0).en,
        "B goes on from D2: of what happened before, its counts and curves hold only the "
        "violations.");
    ck_assert_str_eq(compare_remark(&c, 0).zh,
                     "B 自 D2 继续：此前的内容除不变式违反外不计入其数量和曲线。");
    ck_assert_ptr_null(compare_remark(&c, 1).en);
    ck_assert_int_eq(compare_write_page(&c, folder, FK_EN, NULL, NULL), FK_OK);
    snprintf(path, sizeof path, "%s/figures/both-off.tsv", folder);
    char *rows = read_all(path);
    ck_assert_ptr_nonnull(strstr(rows, "\n0\t0\t0\n"));
    ck_assert_ptr_nonnull(strstr(rows, "\n48\t100\t1\n"));
    ck_assert_ptr_nonnull(strstr(rows, "\n96.0\t300\t1\n"));
    free(rows);
    compare_fini(&c);
    ck_assert_int_eq(compare_load(b, b, &c, NULL), FK_OK);
    ck_assert_ptr_nonnull(strstr(compare_remark(&c, 0).en, "A goes on from D2, B from D2: "));
    compare_fini(&c);
}
END_TEST

static Suite *compare_suite(void)
{
    Suite *suite = suite_create("compare");
    TCase *tcase = tcase_create("compare");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, figures_by_hand);
    tcase_add_test(tcase, paid_until_taken_back);
    tcase_add_test(tcase, a_summary_differs_in_nothing);
    tcase_add_test(tcase, what_is_missing_is_said);
    tcase_add_test(tcase, sentence_names_what_differs);
    tcase_add_test(tcase, sentence_says_which_is_better);
    tcase_add_loop_test(tcase, formats_by_hand, 0, sizeof formats / sizeof formats[0]);
    tcase_add_test(tcase, json_for_programs);
    tcase_add_test(tcase, page_in_both_languages);
    tcase_add_test(tcase, rest_of_a_run);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(compare_suite)
