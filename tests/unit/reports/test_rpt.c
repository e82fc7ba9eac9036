/* Reports RPT-01 to RPT-12: names, what they need of a run, and that every column a person is shown
 * is there in both languages; a few figures of the sample run, by hand. */
#include "reports/run/run_rpt.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[32], path[64];

/* 9,000 with the policy; 900 non-residents with two levels, who have another warning from D1 12:00
 * on; 90 important ones who are never cut, and whom a person duns. */
static const struct catalogue_row strategies[] = {
    {SAMPLE_START, 0, 9000, {.reminder = 5000, .warning = 3000, .approval_levels = 1}},
    {SAMPLE_START,
     SAMPLE_START + 36 * MS_HOUR,
     900,
     {.reminder = 29120, .warning = 3000, .reminder_days = 7, .approval_levels = 2}},
    {SAMPLE_START,
     0,
     90,
     {.reminder = 5000, .warning = 3000, .overdraft = FEE_NEVER_CUT, .is_dunning_manual = true}},
    {SAMPLE_START + 36 * MS_HOUR,
     0,
     900,
     {.reminder = 29120, .warning = 2000, .second_warning = 500, .approval_levels = 2}}};

static struct run_db *sample_db(struct sample sample)
{
    struct run_store *store = NULL;
    struct run_db *db = NULL;
    snprintf(folder, sizeof folder, "/tmp/feikong-rpt-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    sample.recorder = run_store_recorder(store);
    ck_assert_int_eq(sample_run(&sample), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 1, "policy.notice_wait", "30 min", NULL), FK_OK);
    for (unsigned i = 0; i < sizeof strategies / sizeof strategies[0]; i++)
        ck_assert_int_eq(run_store_add_strategy(store, i + 1, &strategies[i], NULL), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 10, "policy.restore_at", "above", NULL), FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    return db;
}

static void drop(struct run_db *db)
{
    run_db_close(db);
    unlink(path);
    rmdir(folder);
}

static void check_text(struct run_db *db, const char *sql, const char *expected)
{
    struct run_rows *rows = NULL;
    ck_assert_int_eq(run_rows_begin(&rows, db, sql, NULL), FK_OK);
    ck_assert_int_eq(run_rows_next(rows, NULL), 1);
    ck_assert_str_eq(run_rows_text(rows, 0), expected);
    run_rows_end(rows);
}

START_TEST(reports_are_found_by_number_and_word)
{
    ck_assert_uint_eq(rpt_count, 12);
    for (size_t i = 0; i < rpt_count; i++) {
        char number[8];
        snprintf(number, sizeof number, "%zu", i + 1);
        ck_assert_ptr_eq(rpt_find(number), &rpts[i]);
        ck_assert_ptr_eq(rpt_find(rpts[i].id), &rpts[i]);
        ck_assert_ptr_eq(rpt_find(rpts[i].word), &rpts[i]);
        ck_assert_ptr_nonnull(rpts[i].view);
    }
    ck_assert_ptr_eq(rpt_find("rpt-04"), rpt_find("DAYS"));
    ck_assert_ptr_null(rpt_find("0"));
    ck_assert_ptr_null(rpt_find("13"));
    ck_assert_ptr_null(rpt_find("4x"));
    ck_assert_ptr_null(rpt_find(""));
}
END_TEST

START_TEST(every_column_is_there)
{
    struct run_db *db =
        sample_db((struct sample){.days = 3, .cuts_per_day = 4, .pays = true, .level = SIM_FULL});
    for (size_t i = 0; i < rpt_count; i++) {
        for (int turn = 0; turn < 3; turn++) {
            struct rpt_request request = {.rpt = &rpts[i],
                                          .lang = turn == 1 ? FK_ZH : FK_EN,
                                          .has_all_columns = turn == 2,
                                          .where = rpts[i].is_of_customers ? RPT_CUSTOMER
                                                                           : RPT_EVERYBODY,
                                          .is_of_day = rpt_has_days(&rpts[i]),
                                          .day = 1};
            struct run_rows *rows = NULL;
            struct fk_diag diag = {.text = ""};
            ck_assert_msg(rpt_begin(&rows, db, &request, &diag) == FK_OK, "%s: %s", rpts[i].id,
                          diag.text);
            while (run_rows_next(rows, NULL) == 1)
                ck_assert_int_le(run_rows_columns(rows), RPT_COLUMNS_MAX + 10);
            run_rows_end(rows);
        }
    }
    drop(db);
}
END_TEST

START_TEST(levels_are_asked_for)
{
    struct fk_diag diag = {.text = ""};
    struct run_db *db =
        sample_db((struct sample){.days = 2, .cuts_per_day = 4, .level = SIM_SUMMARY});
    ck_assert_int_eq(rpt_check(db, rpt_find("4"), &diag), FK_OK);
    ck_assert_int_eq(rpt_check(db, rpt_find("2"), &diag), FK_E_STATE);
    ck_assert_str_eq(diag.text, "RPT-02 asks for what this run does not record: run it with --set "
                                "recording=events");
    drop(db);
}
END_TEST

/* What could not be asked for is not what the run does not record. */
START_TEST(no_memory_is_not_blamed_on_the_run)
{
    struct fk_diag diag = {.text = ""};
    struct run_db *db =
        sample_db((struct sample){.days = 2, .cuts_per_day = 4, .level = SIM_EVENTS});
    ck_assert_int_eq(run_db_check(db, NULL), FK_OK);
    (void)sqlite3_hard_heap_limit64(1);
    ck_assert_int_eq(rpt_check(db, rpt_find("2"), &diag), FK_E_MEMORY);
    (void)sqlite3_hard_heap_limit64(0);
    ck_assert_str_eq(diag.text, "out of memory");
    ck_assert_int_eq(run_db_check(db, NULL), FK_E_MEMORY); /* once is for ever: see run_db_int */
    drop(db);
}
END_TEST

/* Four customers are cut on D1 at 08:30:05, each pays 2 h later, 37 s after the one before, and has
 * supply 70 s after that: 10 s of them are the restore. One in two fails where there is a fault. */
START_TEST(figures_of_the_sample)
{
    struct run_db *db =
        sample_db((struct sample){.days = 2, .cuts_per_day = 4, .pays = true, .level = SIM_EVENTS});
    check_text(db,
               "SELECT cut_first_pct || ' ' || restore_p50_s || ' ' || restore_p95_s || ' ' ||"
               " restore_over_24h FROM rpt_04 WHERE day = 1",
               "100.0 10.0 10.0 0");
    check_text(db, "SELECT group_concat(DISTINCT waited_min || ' ' || kept) FROM rpt_07",
               "30.0 yes");
    check_text(db, "SELECT count(*) FROM rpt_06", "0"); /* none was late */
    check_text(db, "SELECT count(*) FROM rpt_10", "0");
    check_text(db, "SELECT group_concat(step, ', ') FROM rpt_02 WHERE order_id = 1",
               "created, sent, command 1A sent, command 1A over, success, closed");
    drop(db);
    db = sample_db((struct sample){.days = 2,
                                   .cuts_per_day = 4,
                                   .has_fault = true,
                                   .has_violation = true,
                                   .level = SIM_EVENTS});
    check_text(db, "SELECT cut_pct FROM rpt_04 WHERE day = 1", "50.0");
    check_text(db, "SELECT group_concat(class) FROM rpt_10", "false cut");
    drop(db);
}
END_TEST

/* RPT-12 by hand, of the strategies above: 10 have local meters. */
START_TEST(strategies_with_their_versions)
{
    struct run_db *db =
        sample_db((struct sample){.days = 2, .cuts_per_day = 4, .level = SIM_SUMMARY});
    check_text(db,
               "SELECT group_concat(number || ' ' || valid_from || ' ' || from_clock || '-' || "
               "coalesce(until_day || ' ' || until_clock, '') || ' ' || customers || ' ' || "
               "approval_levels || ' ' || is_cut || ' ' || by_hand, '; ') FROM rpt_12",
               "1 2026-03-02 00:00:00- 9000 1 yes ; 2 2026-03-02 00:00:00-1 12:00:00 900 2 yes ; "
               "3 2026-03-02 00:00:00- 90 0 never dunning; 4 2026-03-03 12:00:00- 900 2 yes ");
    check_text(db,
               "SELECT group_concat(reminder || ' ' || coalesce(reminder_days, '-') || ' ' || "
               "warning || ' ' || coalesce(second_warning, '-') || ' ' || coalesce(overdraft, '-')"
               ", '; ') FROM rpt_12",
               "50.00 CNY - 30.00 CNY - 0.00 CNY; 291.20 CNY 7 30.00 CNY - 0.00 CNY; "
               "50.00 CNY - 30.00 CNY - -; 291.20 CNY - 20.00 CNY 5.00 CNY 0.00 CNY");
    check_text(db, "SELECT group_concat(outside) FROM rpt_12", "10,10,10,10");
    check_text(db, "SELECT restore_at_zh FROM rpt_12 WHERE number = 2", "\xe5\xa4\xa7\xe4\xba\x8e");
    check_text(db, "SELECT by_hand_zh FROM rpt_12 WHERE number = 3", "\xe5\x82\xac\xe8\xb4\xb9");
    drop(db);
}
END_TEST

/* A note stands under the runs of which it is so, and none calls missing what is there. */
START_TEST(notes_are_so)
{
    struct run_db *db =
        sample_db((struct sample){.days = 2, .cuts_per_day = 4, .level = SIM_SUMMARY});
    ck_assert(rpt_note_counts(db, &rpt_find("days")->notes[0]));
    drop(db);
    db = sample_db((struct sample){.days = 2, .cuts_per_day = 4, .level = SIM_EVENTS});
    ck_assert(!rpt_note_counts(db, &rpt_find("days")->notes[0]));
    ck_assert(rpt_note_counts(db, &rpt_find("days")->notes[1]));
    ck_assert(rpt_note_counts(db, &rpt_find("customers")->notes[0]));
    drop(db);
    for (size_t i = 0; i < rpt_count; i++)
        for (int k = 0; k < RPT_NOTES; k++) {
            const char *en = rpts[i].notes[k].text.en;
            ck_assert_msg(!en || !strstr(en, "not built"), "%s: %s", rpts[i].id, en);
        }
}
END_TEST

/* What a person reads in Chinese is Chinese: codes and states have a column of their own. */
START_TEST(codes_in_chinese)
{
    struct run_db *db =
        sample_db((struct sample){.days = 2, .cuts_per_day = 4, .pays = true, .level = SIM_EVENTS});
    check_text(db,
               "SELECT group_concat(DISTINCT result || ' ' || result_zh) FROM rpt_02"
               " WHERE result = 'OK'",
               "OK \xe6\x88\x90\xe5\x8a\x9f");
    check_text(db, "SELECT group_concat(DISTINCT supply_zh) FROM rpt_01",
               "\xe6\x9c\x89\xe7\x94\xb5");
    drop(db);
}
END_TEST

static Suite *rpt_suite(void)
{
    Suite *suite = suite_create("rpt");
    TCase *all = tcase_create("reports");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, reports_are_found_by_number_and_word);
    tcase_add_test(all, every_column_is_there);
    tcase_add_test(all, levels_are_asked_for);
    tcase_add_test(all, no_memory_is_not_blamed_on_the_run);
    tcase_add_test(all, figures_of_the_sample);
    tcase_add_test(all, strategies_with_their_versions);
    tcase_add_test(all, notes_are_so);
    tcase_add_test(all, codes_in_chinese);
    suite_add_tcase(suite, all);
    return suite;
}

FK_CHECK_MAIN(rpt_suite)
