/* R-14, R-20: who made an order, who permits it, who carries it out, out of what a run knows. */
#include "reports/run/run_rpt.h"
#include "reports/run/run_story.h"
#include "reports/store/store.h"
#include "sim/scenario/catalogue.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <stdlib.h>
#include <unistd.h>

static char folder[32], path[64];

static void emit(const struct sim_recorder *recorder, struct sim_event event)
{
    event.priority = event.type;
    ck_assert_int_eq(recorder->event(recorder->context, &event), FK_OK);
}

static void decide(const struct sim_recorder *r, uint32_t customer, uint32_t strategy,
                   enum fee_state before, enum fee_state after, ms_t at)
{
    emit(r, (struct sim_event){.at = at,
                               .type = EVENT_DECISION,
                               .entity = customer,
                               .id = strategy,
                               .kind = (uint8_t)before,
                               .state = (uint8_t)after});
}

/* One that is made and a minute later ends in a state. */
static void order(const struct sim_recorder *r, uint32_t id, enum order_kind kind,
                  uint32_t customer, uint32_t strategy, enum order_state last, ms_t at)
{
    struct sim_event event = {.at = at,
                              .type = EVENT_ORDER,
                              .entity = customer,
                              .id = id,
                              .ref = strategy,
                              .kind = (uint8_t)kind,
                              .state = ORDER_CREATED};
    emit(r, event);
    event.at += MS_MINUTE;
    event.state = (uint8_t)last;
    event.code = last == ORDER_SUCCESS ? RESULT_OK : RESULT_NO_METER_ANSWER;
    emit(r, event);
}

static const struct sim_recorder *begin_run(struct run_store **store)
{
    const struct sim_run_info info = {.id = "R",
                                      .title = "by hand",
                                      .source = "r.yaml",
                                      .settings = "",
                                      .version = "0",
                                      .digest = "0",
                                      .level = SIM_EVENTS,
                                      .start = SAMPLE_START,
                                      .end = SAMPLE_START + 3 * MS_DAY,
                                      .customers = SAMPLE_CUSTOMERS,
                                      .concentrators = 2,
                                      .feps = 1};
    snprintf(folder, sizeof folder, "/tmp/feikong-hands-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
    ck_assert_int_eq(run_store_open(store, path, NULL), FK_OK);
    const struct sim_recorder *r = run_store_recorder(*store);
    ck_assert_int_eq(run_store_name_hands(*store, NULL), FK_E_STATE); /* not before its end */
    ck_assert_int_eq(r->begin(r->context, &info), FK_OK);
    return r;
}

/* `manual`: restores of everybody but customer 7 are begun by a person. */
static struct run_db *end_run(struct run_store *store, bool manual)
{
    const struct sim_recorder *r = run_store_recorder(store);
    const struct sim_run_result result = {.fingerprint = "0"};
    const struct scenario_group group = {.every = 1, .classes = 1};
    const struct standing_row own = {.customer = 7, .strategy = 2};
    struct run_db *db = NULL;
    ck_assert_int_eq(r->end(r->context, &result), FK_OK);
    for (unsigned i = 0; i < 2; i++) {
        const struct catalogue_row row = {.customers = 1,
                                          .policy = {.is_restoring_manual = manual && i == 0}};
        ck_assert_int_eq(run_store_add_strategy(store, i + 1, &row, NULL), FK_OK);
    }
    ck_assert_int_eq(run_store_add_group(store, 1, &group, 1, NULL), FK_OK);
    ck_assert_int_eq(run_store_add_standing(store, &own, NULL), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 1, "policy.notice_wait", "30 min", NULL), FK_OK);
    ck_assert_int_eq(run_store_name_hands(store, NULL), FK_OK);
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

#define HANDS                                                                                      \
    "SELECT group_concat(id || ' ' || made_by || ' ' || coalesce(permit_by || ' ' || "             \
    "permit_clock, '-') || ' ' || done_by, '; ') FROM (SELECT * FROM v_order ORDER BY id)"

/* Strategy 1 of customer 3 passes desk 1 at 09:00 and desk 2 at 10:00; it had been there the day
 * before and was held by a lock at 11:00. The cut of 11:00 fails and is repeated at 12:00, and a
 * crew ends it: all three on the ticket of desk 2. Strategy 2 of customer 4 passes no desk: cut,
 * repeat, and a cut after one that was only taken back. */
START_TEST(ticket_and_repeats)
{
    struct run_store *store = NULL;
    const struct sim_recorder *r = begin_run(&store);
    const ms_t day = SAMPLE_START + MS_DAY;
    decide(r, 3, 1, FEE_WARNED, FEE_APPROVAL1, day - MS_DAY);
    decide(r, 3, 1, FEE_APPROVAL1, FEE_HELD, day - 13 * MS_HOUR);
    decide(r, 3, 1, FEE_HELD, FEE_APPROVAL1, day + 8 * MS_HOUR);
    decide(r, 3, 1, FEE_APPROVAL1, FEE_APPROVAL2, day + 9 * MS_HOUR);
    decide(r, 3, 1, FEE_APPROVAL2, FEE_NOTICE, day + 10 * MS_HOUR);
    order(r, 1, ORDER_CUT, 3, 1, ORDER_FAILED, day + 11 * MS_HOUR);
    order(r, 2, ORDER_CUT, 3, 1, ORDER_FAILED, day + 12 * MS_HOUR);
    order(r, 3, ORDER_FIELD_CUT, 3, 1, ORDER_SUCCESS, day + 13 * MS_HOUR);
    decide(r, 3, 1, FEE_APPROVAL1, FEE_HELD, day + 14 * MS_HOUR); /* behind them: no permit */
    order(r, 4, ORDER_CUT, 4, 2, ORDER_CANCELLED, day + 11 * MS_HOUR);
    order(r, 5, ORDER_CUT, 4, 2, ORDER_FAILED, day + 12 * MS_HOUR);
    order(r, 6, ORDER_CUT, 4, 2, ORDER_SUCCESS, day + 13 * MS_HOUR);
    struct run_db *db = end_run(store, false);
    check_text(db, HANDS,
               "1 approver-2 approver-2 10:00:00 operator; 2 operator approver-2 10:00:00 "
               "operator; 3 system approver-2 10:00:00 crew; 4 system - system; 5 system - "
               "system; 6 operator - system");
    check_text(db,
               "SELECT group_concat(order_id || ' ' || made_by_zh || ' ' || "
               "coalesce(permit_by_zh || ' D' || permit_day, '-') || ' ' || done_by_zh, '; ') "
               "FROM rpt_07",
               "3 系统 二级审批人 D1 现场人员; 6 值班员 - 系统");
    drop(db);
}
END_TEST

/* One of each kind that has no desk; exception 11 is read by a crew. */
START_TEST(kinds_and_their_hands)
{
    struct run_store *store = NULL;
    const struct sim_recorder *r = begin_run(&store);
    const ms_t at = SAMPLE_START + MS_DAY;
    order(r, 1, ORDER_RESTORE, 5, 1, ORDER_SUCCESS, at);
    order(r, 2, ORDER_FIELD_CUT, 5, 2, ORDER_SUCCESS, at);
    order(r, 3, ORDER_FIELD_RESTORE, 5, 3, ORDER_FAILED, at);
    order(r, 4, ORDER_EXCHANGE, 5, 3, ORDER_SUCCESS, at);
    order(r, 5, ORDER_EXCEPTION, 5, 0, ORDER_CLOSED, at);
    order(r, 6, ORDER_EXCEPTION, 6, 0, ORDER_FIELD, at);
    order(r, 7, ORDER_RECHARGE, 5, 0, ORDER_FAILED, at);
    order(r, 8, ORDER_REISSUE, 5, 0, ORDER_SUCCESS, at);
    struct run_db *db = end_run(store, false);
    check_text(db, HANDS,
               "1 system - system; 2 system - crew; 3 system - crew; 4 crew - crew; 5 system - "
               "handler; 6 system - crew; 7 system - system; 8 system - handler");
    drop(db);
}
END_TEST

/* CQ-10: a person begins the restore of customer 5, its repeat comes by itself; customer 6 paid
 * while his cut was under way (R-16), customer 7 has another strategy. */
START_TEST(restores_that_a_person_begins)
{
    struct run_store *store = NULL;
    const struct sim_recorder *r = begin_run(&store);
    const ms_t at = SAMPLE_START + MS_DAY;
    order(r, 1, ORDER_RESTORE, 5, 1, ORDER_FAILED, at);
    order(r, 2, ORDER_RESTORE, 5, 1, ORDER_SUCCESS, at + MS_HOUR);
    order(r, 3, ORDER_CUT, 6, 2, ORDER_SUCCESS, at);
    order(r, 4, ORDER_RESTORE, 6, 3, ORDER_SUCCESS, at + MS_MINUTE + MS_SECOND);
    order(r, 5, ORDER_RESTORE, 7, 4, ORDER_SUCCESS, at);
    struct run_db *db = end_run(store, true);
    check_text(db, HANDS,
               "1 operator - system; 2 system - system; 3 system - system; 4 system - system; 5 "
               "system - system");
    drop(db);
}
END_TEST

/* The story names them where the order is created, in both languages. */
START_TEST(story_names_them)
{
    struct run_store *store = NULL;
    struct run_story story;
    const struct sim_recorder *r = begin_run(&store);
    const ms_t at = SAMPLE_START + MS_DAY;
    decide(r, 3, 1, FEE_APPROVAL1, FEE_NOTICE, at);
    order(r, 1, ORDER_CUT, 3, 1, ORDER_FAILED, at + MS_HOUR);
    order(r, 2, ORDER_RESTORE, 3, 2, ORDER_FAILED, at + 2 * MS_HOUR);
    order(r, 3, ORDER_EXCHANGE, 3, 2, ORDER_SUCCESS, at + 3 * MS_HOUR);
    struct run_db *db = end_run(store, false);
    ck_assert_int_eq(run_story_load(path, 3, &story, NULL), FK_OK);
    ck_assert_uint_eq(story.count, 7);
    ck_assert_str_eq(
        story.rows[1].text[FK_EN],
        "order      1 cut created by approver-1, permitted by approver-1, carried out by operator");
    ck_assert_str_eq(story.rows[1].text[FK_ZH],
                     "工单  1 停电 生成，发起 一级审批人，许可 一级审批人，执行 值班员");
    ck_assert_str_eq(story.rows[2].text[FK_EN], "order      1 cut failed NO_METER_ANSWER");
    ck_assert_str_eq(story.rows[3].text[FK_EN], "order      2 restore created");
    ck_assert_str_eq(story.rows[5].text[FK_EN], "order      3 exchange created by crew");
    ck_assert_str_eq(story.rows[5].text[FK_ZH], "工单  3 二级换装 生成，发起 现场人员");
    run_story_fini(&story);
    drop(db);
}
END_TEST

static Suite *hands_suite(void)
{
    Suite *suite = suite_create("order hands");
    TCase *all = tcase_create("all");
    tcase_add_test(all, ticket_and_repeats);
    tcase_add_test(all, kinds_and_their_hands);
    tcase_add_test(all, restores_that_a_person_begins);
    tcase_add_test(all, story_names_them);
    suite_add_tcase(suite, all);
    return suite;
}

FK_CHECK_MAIN(hands_suite)
