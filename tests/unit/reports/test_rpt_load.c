/* RPT-08 and RPT-09 by hand: which queue was how long in which hour, how busy those were who serve
 * it, when crews arrived. */
#include "models/meter/relay.h"
#include "reports/run/run_rpt.h"
#include "tests/unit/fk_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define START    INT64_C(1772380800000) /* 2026-03-02 00:00 CST */
#define AT(h, m) (START + (h)*MS_HOUR + (m)*MS_MINUTE)

static char folder[32], path[64];

static void emit(const struct sim_recorder *r, struct sim_event event)
{
    event.priority = event.type;
    ck_assert_int_eq(r->event(r->context, &event), FK_OK);
}

static void order(const struct sim_recorder *r, uint32_t id, unsigned kind, unsigned state, ms_t at)
{
    emit(r, (struct sim_event){.at = at,
                               .type = EVENT_ORDER,
                               .entity = id - 1,
                               .id = id,
                               .kind = (uint8_t)kind,
                               .state = (uint8_t)state});
}

static void try(const struct sim_recorder *r, uint32_t id, ms_t from, ms_t to)
{
    struct sim_event event = {.at = from,
                              .type = EVENT_COMMAND,
                              .entity = id - 1,
                              .id = id,
                              .ref = id,
                              .kind = RELAY_TRIP,
                              .attempt = 1};
    emit(r, event);
    event.at = to;
    event.state = COMMAND_ANSWERED;
    emit(r, event);
}

static void desk(const struct sim_recorder *r, uint32_t customer, ms_t from, ms_t to)
{
    struct sim_event event = {
        .at = from, .type = EVENT_DECISION, .entity = customer, .state = FEE_APPROVAL1};
    emit(r, event);
    event.at = to;
    event.state = FEE_READY;
    emit(r, event);
}

static void visit(const struct sim_recorder *r, uint32_t id, ms_t at, ms_t arrives)
{
    emit(r, (struct sim_event){.at = at,
                               .type = EVENT_VISIT,
                               .entity = id - 1,
                               .id = id,
                               .ref = 20 * 60,
                               .kind = ORDER_FIELD_CUT,
                               .value = arrives});
}

/* Four customers of two concentrators. Cuts 1 and 2 come to the master at 08:00, have their tries
 * from 08:00 to 08:30 and from 08:30 to 09:30. Two cuts lie at the first desk, from 10:15 to 12:20
 * and from 11:00 to 11:30. Field cut 3 is made at 13:00; its crew sets out at 13:20, is there at
 * 13:40 and done at 14:00. Field cut 4 is made at 13:05; its crew sets out at 13:30, and is called
 * back at 14:10, twenty minutes before it is there. */
static void fill(const struct sim_recorder *r)
{
    order(r, 1, ORDER_CUT, ORDER_CREATED, AT(7, 50));
    order(r, 1, ORDER_CUT, ORDER_SENT, AT(8, 0));
    order(r, 2, ORDER_CUT, ORDER_CREATED, AT(7, 50));
    order(r, 2, ORDER_CUT, ORDER_SENT, AT(8, 0));
    try(r, 1, AT(8, 0), AT(8, 30));
    try(r, 2, AT(8, 30), AT(9, 30));
    desk(r, 2, AT(10, 15), AT(12, 20));
    desk(r, 3, AT(11, 0), AT(11, 30));
    order(r, 3, ORDER_FIELD_CUT, ORDER_CREATED, AT(13, 0));
    order(r, 4, ORDER_FIELD_CUT, ORDER_CREATED, AT(13, 5));
    visit(r, 3, AT(13, 20), AT(13, 40));
    visit(r, 4, AT(13, 30), AT(14, 30));
    order(r, 3, ORDER_FIELD_CUT, ORDER_SUCCESS, AT(14, 0));
    order(r, 4, ORDER_FIELD_CUT, ORDER_CANCELLED, AT(14, 10));
}

static struct run_db *make_run(void)
{
    static const char *const settings[][2] = {{"population.concentrators_per_fep", "1"},
                                              {"collection.commands_per_concentrator", "2"},
                                              {"collection.commands_per_fep", "4"},
                                              {"collection.commands_in_all", "8"},
                                              {"policy.approval.approvers", "1"},
                                              {"crew.crews", "2"},
                                              {"crew.jobs_per_day", "12"},
                                              {"sms.rate", "500"},
                                              {"payment.capacity", "300"},
                                              {"calculation.rate", "1"},
                                              {"collection.push_at", "04:00"},
                                              {"calculation.results_at", "05:00"}};
    const struct sim_run_info info = {.id = "R",
                                      .title = "queues",
                                      .source = "r.yaml",
                                      .settings = "",
                                      .version = "0",
                                      .digest = "0",
                                      .level = SIM_EVENTS,
                                      .start = START,
                                      .end = START + MS_DAY,
                                      .customers = 4,
                                      .concentrators = 2,
                                      .feps = 2};
    const int64_t daily[DAILY_COUNT] = {
        [DAILY_CALCULATED] = 1800, [DAILY_CALC_END_MS] = 5 * MS_HOUR, [DAILY_METERS] = 4};
    const struct sim_run_result result = {.fingerprint = "0"};
    struct run_store *store = NULL;
    struct run_db *db = NULL;
    snprintf(folder, sizeof folder, "/tmp/feikong-loa-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    const struct sim_recorder *r = run_store_recorder(store);
    ck_assert_int_eq(r->begin(r->context, &info), FK_OK);
    fill(r);
    ck_assert_int_eq(r->minute(r->context, AT(5, 0), SERIES_CALCULATIONS, 3), FK_OK);
    ck_assert_int_eq(r->daily(r->context, START, daily), FK_OK);
    ck_assert_int_eq(r->end(r->context, &result), FK_OK);
    for (unsigned i = 0; i < sizeof settings / sizeof settings[0]; i++)
        ck_assert_int_eq(run_store_add_setting(store, i + 1, settings[i][0], settings[i][1], NULL),
                         FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    return db;
}

/* {query, what it gives}. Of the two places of concentrator 1 one is taken from 08:00 to 09:30:
 * 60 of 120 minutes, then 30; the second cut waits for half an hour. All eight places of the master
 * see 60 of 480. 1,800 customers at one a second take half an hour from 04:00 on, and three of them
 * wait for their result until 05:00. Two crews: 40 + 30 of 120 minutes, then 10. */
static const struct {
    const char *sql, *expected;
} figures[] = {
    {"SELECT group_concat(number || ' ' || clock || ' ' || peak || ' ' || busy_pct || ' ' || "
     "coalesce(queue, '-'), '; ') FROM v_load WHERE resource = 'concentrators'",
     "1 08:00 1 50.0 1; 1 09:00 1 25.0 -"},
    {"SELECT group_concat(number || ' ' || clock || ' ' || busy_pct, '; ') FROM v_load WHERE "
     "resource = 'front-end processors'",
     "1 08:00 25.0; 1 09:00 12.5"},
    {"SELECT busy_pct || ' ' || places FROM v_load WHERE resource = 'commands' AND clock = '08:00'",
     "12.5 8"},
    {"SELECT clock || ' ' || busy_pct || ' ' || queue FROM v_load WHERE resource = 'calculation'",
     "04:00 50.0 3"},
    {"SELECT group_concat(clock || ' ' || queue, '; ') FROM v_load WHERE resource = 'approval "
     "desks'",
     "10:00 1; 11:00 2; 12:00 1"},
    {"SELECT group_concat(clock || ' ' || busy_pct || ' ' || coalesce(queue, '-'), '; ') FROM "
     "v_load WHERE resource = 'crews'",
     "13:00 58.3 2; 14:00 8.3 -"},
    {"SELECT peak || ' ' || queue || ' ' || queue_clock || ' ' || longest_wait_s FROM rpt_08 WHERE "
     "resource = 'approval desks'",
     "2 2 11:00 7500.0"},
    {"SELECT queue_no || ' ' || busy_pct || ' ' || busy_no || ' ' || busy_clock FROM rpt_08 WHERE "
     "resource = 'concentrators'",
     "1 50.0 1 08:00"},
    {"SELECT group_concat(order_id || ' ' || coalesce(arrived_clock, '-') || ' ' || visits || ' ' "
     "|| hours || ' ' || open_before, '; ') FROM rpt_09",
     "3 13:40:00 1 1.0 0; 4 - 0 1.1 1"},
    {"SELECT group_concat(order_id || ' ' || clock || ' ' || coalesce(arrived_clock, '-'), '; ') "
     "FROM v_visit",
     "3 13:20:00 13:40:00; 4 13:30:00 -"}};

START_TEST(by_hand)
{
    struct run_db *db = make_run();
    for (unsigned i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        struct run_rows *rows = NULL;
        ck_assert_int_eq(run_rows_begin(&rows, db, figures[i].sql, NULL), FK_OK);
        ck_assert_int_eq(run_rows_next(rows, NULL), 1);
        ck_assert_msg(strcmp(run_rows_text(rows, 0), figures[i].expected) == 0, "%s: %s",
                      figures[i].expected, run_rows_text(rows, 0));
        run_rows_end(rows);
    }
    run_db_close(db);
    unlink(path);
    rmdir(folder);
}
END_TEST

static Suite *rpt_load_suite(void)
{
    Suite *suite = suite_create("rpt_load");
    TCase *tcase = tcase_create("RPT-08, RPT-09");
    tcase_add_test(tcase, by_hand);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(rpt_load_suite)
