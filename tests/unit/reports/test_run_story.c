/* One customer's story out of the database of a run: order and figures by hand. */
#include "reports/run/run_story.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/feikong-story-XXXXXX", path[64];

static void setup(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
}

static void teardown(void)
{
    char command[96];
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static void make_run(enum sim_level level)
{
    struct run_store *store = NULL;
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    struct sample sample = {.recorder = run_store_recorder(store),
                            .days = 2,
                            .cuts_per_day = 2,
                            .pays = true,
                            .has_violation = true,
                            .level = level};
    ck_assert_int_eq(sample_run(&sample), FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
}

static char *lines(const struct run_story *story, enum fk_lang lang)
{
    char *text = NULL, moment[STORY_MOMENT_MAX];
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    for (size_t i = 0; i < story->count; i++) {
        story_moment(story->rows[i].at, story->start, moment);
        fprintf(out, "%s %s %s\n", moment, story_layer_name(story->rows[i].layer),
                story->rows[i].text[lang]);
    }
    fclose(out);
    return text;
}

/* Customer 100 is the second of D1 (sample_run.h): cut at 08:30:05, pays 2 h 37 s later, posted a
 * minute after that, relay closed ten seconds later. The warning of D0 is the 11th message; those
 * of customer 0, with its strategies, orders and commands 1 and 2, come before. Messages of the
 * sample are made three hours before they leave. */
START_TEST(story_by_hand)
{
    struct run_story story;
    make_run(SIM_EVENTS);
    ck_assert_int_eq(run_story_load(path, 100, &story, NULL), FK_OK);
    char *text = lines(&story, FK_EN);
    ck_assert_str_eq(text, "D0 05:00:00.000  sms        11 warning created\n"
                           "D0 08:00:00.000  sms        11 warning submitted\n"
                           "D0 08:00:05.000  sms        11 warning delivered\n"
                           "D1 05:00:00.000 L1 decision   warned -> notice, -2.08 CNY available\n"
                           "D1 05:00:00.000  sms        1003 pre-cut created\n"
                           "D1 05:30:15.000  sms        1004 cut-done created\n"
                           "D1 08:00:00.000  sms        1003 pre-cut submitted\n"
                           "D1 08:00:05.000  sms        1003 pre-cut delivered\n"
                           "D1 08:30:05.000 L1 strategy   3 cut live, -2.08 CNY available\n"
                           "D1 08:30:05.000 L2 order      3 cut created\n"
                           "D1 08:30:05.000 L2 order      3 cut sent\n"
                           "D1 08:30:05.000 L3 command    3 of order 3, trip, try 1 leaves\n"
                           "D1 08:30:15.000 L2 order      3 cut success OK\n"
                           "D1 08:30:15.000 L2 order      3 cut closed\n"
                           "D1 08:30:15.000 L3 command    3 of order 3, trip, try 1 ends OK\n"
                           "D1 08:30:15.000 L4 relay      closed -> open\n"
                           "D1 08:30:15.000 L5 supply     off\n"
                           "D1 08:30:15.000  sms        1004 cut-done submitted\n"
                           "D1 08:30:20.000  sms        1004 cut-done delivered\n"
                           "D1 10:30:42.000 M1 payment    2 bank paid 100.00 CNY\n"
                           "D1 10:30:42.000 M payment    2 bank received 100.00 CNY\n"
                           "D1 10:31:42.000 M2 payment    2 bank posted 100.00 CNY\n"
                           "D1 10:31:42.000 L1 strategy   4 restore live, -2.08 CNY available\n"
                           "D1 10:31:42.000 L2 order      4 restore created\n"
                           "D1 10:31:42.000 L2 order      4 restore sent\n"
                           "D1 10:31:42.000 L3 command    4 of order 4, close, try 1 leaves\n"
                           "D1 10:31:52.000 L2 order      4 restore success OK\n"
                           "D1 10:31:52.000 L2 order      4 restore closed\n"
                           "D1 10:31:52.000 L3 command    4 of order 4, close, try 1 ends OK\n"
                           "D1 10:31:52.000 L4 relay      open -> closed\n"
                           "D1 10:31:52.000 L5 supply     on\n");
    free(text);
    run_story_fini(&story);
}
END_TEST

static void stands(const struct run_story *story, unsigned layer, bool is_known, const char *en,
                   const char *zh)
{
    const struct run_story_standing *s = &story->standings[layer];
    ck_assert_msg(s->is_known == is_known && strcmp(s->text[FK_EN], en) == 0 &&
                      strcmp(s->text[FK_ZH], zh) == 0,
                  "%s: %s / %s", s->layer, s->text[FK_EN], s->text[FK_ZH]);
}

START_TEST(end_of_each_layer)
{
    struct run_story story;
    make_run(SIM_EVENTS);
    ck_assert_int_eq(run_story_load(path, 100, &story, NULL), FK_OK);
    stands(&story, 0, true, "notice", "待停电/停电通知"); /* the sample tells no more of it */
    stands(&story, 1, true, "4 restore closed", "4 复电 归档");
    stands(&story, 2, true, "4 of order 4, close, try 1 ends OK",
           "4（工单 4），合闸，第 1 次结束 成功");
    stands(&story, 3, true, "closed", "合闸");
    stands(&story, 4, true, "on", "有电");
    stands(&story, 5, true, "100.00 CNY paid in this run", "本次运行已缴 100.00 元");
    stands(&story, 6, true, "100.00 CNY posted in this run", "本次运行已销账 100.00 元");
    stands(&story, 7, true, "-2.08 CNY", "-2.08 元");
    stands(&story, 8, false, "not simulated", "未仿真");
    ck_assert_int_eq(story.standings[5].at - story.start,
                     MS_DAY + 10 * MS_HOUR + 30 * MS_MINUTE + 42000);
    ck_assert_ptr_nonnull(strstr(run_story_gap(&story, 0).en, "--set recording=full"));
    ck_assert_ptr_null(run_story_gap(&story, 3).en);
    ck_assert_int_eq(story.dark, 2 * MS_HOUR + 97000); /* 08:30:15 to 10:31:52 */
    ck_assert_int_eq(story.paid_dark, 70000);          /* from 10:30:42 */
    run_story_fini(&story);
}
END_TEST

/* Nothing happened to customer 5 at this level: nothing is made up. */
START_TEST(nothing_recorded)
{
    struct run_story story;
    make_run(SIM_EVENTS);
    ck_assert_int_eq(run_story_load(path, 5, &story, NULL), FK_OK);
    ck_assert_uint_eq(story.count, 0);
    stands(&story, 0, false, "no change recorded", "没有变化记录");
    stands(&story, 4, false, "on, no change recorded", "有电，没有变化记录");
    stands(&story, 5, false, "nothing paid in this run", "本次运行没有缴费");
    stands(&story, 7, false, "not recorded", "没有记录");
    run_story_fini(&story);
}
END_TEST

static char *read_all(const char *name)
{
    char *text = NULL;
    size_t size = 0;
    FILE *in = fopen(name, "r");
    ck_assert_msg(in != NULL, "%s is missing", name);
    ck_assert_int_gt(getdelim(&text, &size, 0, in), 0);
    fclose(in);
    return text;
}

/* Level full: customer 7 misses its register (i % 500 == 7); 500.00 - 4.16 on D1. The violation is
 * of customer 4711 at D1 09:00. */
START_TEST(readings_and_violations)
{
    struct run_story story;
    make_run(SIM_FULL);
    ck_assert_int_eq(run_story_load(path, 7, &story, NULL), FK_OK);
    char *text = lines(&story, FK_EN);
    ck_assert_str_eq(text, "D0 04:00:00.000 L3 register   of D0 00:00 is missing\n"
                           "D0 05:00:00.000 M3 calculated with the register of D0 00:00: normal, "
                           "500.00 CNY available\n"
                           "D1 04:00:00.000 L3 register   of D1 00:00 is missing\n"
                           "D1 05:00:00.000 M3 calculated with the register of D1 00:00: normal, "
                           "495.84 CNY available\n");
    free(text);
    ck_assert_ptr_null(strstr(run_story_gap(&story, 0).en, "recording=full"));
    run_story_fini(&story);
    ck_assert_int_eq(run_story_load(path, 4711, &story, NULL), FK_OK);
    text = lines(&story, FK_ZH);
    ck_assert_ptr_nonnull(strstr(text, "D1 04:00:00.000 L3 抄表  D1 00:00 示数：8.00 千瓦时\n"));
    free(text);
    ck_assert_uint_eq(story.violations, 1);
    ck_assert_uint_eq(story.rows[story.count - 1].invariant, 3);
    char name[96];
    snprintf(name, sizeof name, "%s/story-4711.html", folder);
    ck_assert_int_ge(run_story_write_page(&story, folder, FK_EN, NULL, NULL), FK_OK);
    text = read_all(name);
    ck_assert_ptr_nonnull(strstr(text, " 1 violation of invariants.</div>"));
    free(text);
    ck_assert_int_eq(story.rows[story.count - 1].at - story.start, MS_DAY + 9 * MS_HOUR);
    run_story_fini(&story);
}
END_TEST

START_TEST(refused_with_a_sentence)
{
    struct run_story story;
    struct fk_diag diag;
    ck_assert_int_eq(run_story_load(path, 0, &story, &diag), FK_E_IO);
    make_run(SIM_EVENTS);
    ck_assert_int_eq(run_story_load(path, 10000, &story, &diag), FK_E_RANGE);
    ck_assert_ptr_nonnull(strstr(diag.text, "customer 10000 is unknown, expected 0 to 9999"));
    ck_assert_int_eq(run_story_load(path, 9999, &story, &diag), FK_OK);
    run_story_fini(&story);
    unlink(path);
    make_run(SIM_SUMMARY);
    ck_assert_int_eq(run_story_load(path, 0, &story, &diag), FK_E_STATE);
    ck_assert_ptr_nonnull(strstr(diag.text, "run it again with --set recording=events"));
    ck_assert_uint_eq(story.count, 0);
}
END_TEST

/* Every state, kind and code has Chinese words, and no English is left in them. */
START_TEST(lines_are_chinese)
{
    char en[STORY_LINE_MAX], zh[STORY_LINE_MAX];
    static const uint8_t kinds[EVENT_TYPES] = {FEE_STATES,
                                               STRATEGY_KINDS,
                                               ORDER_KINDS,
                                               29,
                                               READ_ITEMS,
                                               SMS_KINDS,
                                               PAY_CHANNELS,
                                               RELAY_STATES,
                                               1,
                                               MONEY_LAYERS,
                                               FAULT_KINDS,
                                               1,
                                               1,
                                               0,
                                               AGREEMENT_WAYS,
                                               WALLET_EVENTS,
                                               [EVENT_COPY] = 1,
                                               [EVENT_VISIT] = 2,
                                               [EVENT_BARRED] = ROLLOUT_BARS};
    static const uint8_t states[EVENT_TYPES] = {FEE_STATES,
                                                STRATEGY_STATES,
                                                ORDER_STATES,
                                                COMMAND_STATES,
                                                COMMAND_STATES,
                                                SMS_STATES,
                                                PAYMENT_STATES,
                                                RELAY_STATES,
                                                2,
                                                1,
                                                2,
                                                2,
                                                FEE_STATES,
                                                0,
                                                2,
                                                WALLET_SOURCES,
                                                [EVENT_COPY] = 1,
                                                [EVENT_VISIT] = 2,
                                                [EVENT_BARRED] = 1};
    uint8_t codes[EVENT_TYPES];
    memset(codes, RESULT_CODES, sizeof codes);
    codes[EVENT_SMS] = SMS_FATES;
    codes[EVENT_DECISION] = HOLD_REASONS;
    for (uint8_t type = 0; type < EVENT_TYPES; type++)
        for (uint8_t kind = 0; kind < kinds[type]; kind++)
            for (uint8_t state = 0; state < states[type]; state++)
                for (uint8_t code = 0; code < codes[type]; code++) {
                    const struct sim_event e = {
                        .type = type, .kind = kind, .state = state, .code = code, .value = 1};
                    story_tell(&e, 0, FK_EN, en);
                    story_tell(&e, 0, FK_ZH, zh);
                    ck_assert_msg(!strpbrk(zh, "abcdefghijklmnopqrstuvwxyz?"), "%s: %s", en, zh);
                    ck_assert_msg(!strchr(en, '?') && zh[strlen(zh) - 1] != ' ', "%s|%s|", en, zh);
                }
}
END_TEST

START_TEST(page_in_both_languages)
{
    struct run_story story;
    char name[96];
    make_run(SIM_EVENTS);
    snprintf(name, sizeof name, "%s/story-100.html", folder);
    ck_assert_int_eq(run_story_load(path, 100, &story, NULL), FK_OK);
    ck_assert_int_eq(run_story_write_page(&story, folder, FK_EN, NULL, NULL), FK_OK);
    char *page = read_all(name);
    ck_assert_ptr_nonnull(strstr(page, "Customer 100 of S-99 Sample &amp; &lt;test&gt;"));
    ck_assert_ptr_nonnull(strstr(page, "Dark for 2:01:37, of that 0:01:10 after paying."));
    ck_assert_ptr_nonnull(strstr(page, " 0 violations of invariants.</div>"));
    ck_assert_ptr_nonnull(strstr(page, "id=\"story-")); /* the figure is inside */
    ck_assert_ptr_nonnull(strstr(page, "<td>relay      closed -&gt; open</td>"));
    free(page);
    ck_assert_int_eq(run_story_write_page(&story, folder, FK_ZH, NULL, NULL), FK_OK);
    page = read_all(name);
    ck_assert_ptr_nonnull(strstr(page, "<html lang=\"zh-CN\">"));
    ck_assert_ptr_nonnull(strstr(page, "<td>继电器  合闸 -&gt; 跳闸</td>"));
    ck_assert_ptr_null(strstr(page, "relay "));
    free(page);
    run_story_fini(&story);
    /* who has no rows gets a page without a figure */
    ck_assert_int_eq(run_story_load(path, 5, &story, NULL), FK_OK);
    ck_assert_int_eq(run_story_write_page(&story, folder, FK_EN, NULL, NULL), FK_OK);
    snprintf(name, sizeof name, "%s/story-5.html", folder);
    page = read_all(name);
    ck_assert_ptr_nonnull(strstr(page, "Nothing is recorded of this customer."));
    ck_assert_ptr_null(strstr(page, "<svg"));
    free(page);
    run_story_fini(&story);
}
END_TEST

static Suite *story_suite(void)
{
    Suite *suite = suite_create("run_story");
    TCase *tcase = tcase_create("story");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, story_by_hand);
    tcase_add_test(tcase, end_of_each_layer);
    tcase_add_test(tcase, nothing_recorded);
    tcase_add_test(tcase, readings_and_violations);
    tcase_add_test(tcase, refused_with_a_sentence);
    tcase_add_test(tcase, lines_are_chinese);
    tcase_add_test(tcase, page_in_both_languages);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(story_suite)
