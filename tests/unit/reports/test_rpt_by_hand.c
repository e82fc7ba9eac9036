/* Figures of the reports RPT-01 to RPT-12 by hand: each test fills a run of three days itself. */
#include "reports/run/run_rpt.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <stdlib.h>
#include <unistd.h>

static char folder[32], path[64];

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

static void emit(const struct sim_recorder *recorder, struct sim_event event)
{
    event.priority = event.type;
    ck_assert_int_eq(recorder->event(recorder->context, &event), FK_OK);
}

static void pay(const struct sim_recorder *recorder, uint32_t id, uint32_t customer, fen_t amount,
                ms_t at)
{
    struct sim_event event = {.at = at,
                              .type = EVENT_PAYMENT,
                              .entity = customer,
                              .id = id,
                              .kind = PAY_BANK,
                              .state = PAYMENT_PAID,
                              .value = amount};
    emit(recorder, event);
    event.state = PAYMENT_POSTED;
    emit(recorder, event);
}

static void bill(const struct sim_recorder *recorder, uint32_t id, uint32_t customer, fen_t amount,
                 ms_t at)
{
    emit(recorder,
         (struct sim_event){
             .at = at, .type = EVENT_BILL, .entity = customer, .id = id, .value = amount});
}

/* A run of three days that a test fills itself. */
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
    snprintf(folder, sizeof folder, "/tmp/feikong-rpt-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
    ck_assert_int_eq(run_store_open(store, path, NULL), FK_OK);
    const struct sim_recorder *r = run_store_recorder(*store);
    ck_assert_int_eq(r->begin(r->context, &info), FK_OK);
    return r;
}

static void end_events(const struct sim_recorder *r)
{
    const struct sim_run_result result = {.fingerprint = "0"};
    ck_assert_int_eq(r->end(r->context, &result), FK_OK);
}

static struct run_db *end_run(struct run_store *store)
{
    struct run_db *db = NULL;
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    return db;
}

/* RPT-11 by hand: two counties of 5,000 customers; the second is in a wave that was planned for D1
 * and began on D2 at 09:00. On D1 two of its customers are billed 10.00 and 20.00 CNY: the first
 * has paid 12.00 before, the second pays 5.00 the same evening and the rest too late: 15.00 of
 * 30.00 CNY. One message of three finds no number; on D2 one customer signs and a crew is sent. */
START_TEST(rollout_by_hand)
{
    struct run_store *store = NULL;
    const ms_t day = SAMPLE_START + MS_DAY;
    const struct sim_recorder *r = begin_run(&store);
    pay(r, 1, 5000, 1200, day - MS_HOUR);
    bill(r, 1, 5000, 1000, day + 4 * MS_HOUR);
    bill(r, 2, 5001, 2000, day + 4 * MS_HOUR);
    pay(r, 2, 5001, 500, day + 23 * MS_HOUR);
    pay(r, 3, 5001, 1500, day + MS_DAY);
    for (uint32_t i = 0; i < 3; i++)
        emit(r, (struct sim_event){.at = day + 5 * MS_HOUR,
                                   .type = EVENT_SMS,
                                   .entity = 5000 + i,
                                   .id = i + 1,
                                   .kind = i < 2 ? SMS_WARNING : SMS_BILL,
                                   .state = i == 0 ? SMS_SUBMIT_REJECT : SMS_CREATED,
                                   .code = i == 0 ? SMS_FATE_NUMBER_SHORT : SMS_FATE_PLAIN});
    emit(r, (struct sim_event){.at = day + MS_DAY + 10 * MS_HOUR,
                               .type = EVENT_AGREEMENT,
                               .entity = 5001,
                               .id = 1,
                               .kind = AGREED_ON_LINE,
                               .state = 1,
                               .value = day + MS_DAY + 9 * MS_HOUR});
    emit(r, (struct sim_event){.at = day + MS_DAY + 11 * MS_HOUR,
                               .type = EVENT_ORDER,
                               .entity = 5001,
                               .id = 1,
                               .kind = ORDER_FIELD_CUT});
    for (uint32_t i = 0; i < 6; i++) /* three have no key, two no switch, one no remote meter */
        emit(r, (struct sim_event){.at = day + MS_DAY + 12 * MS_HOUR,
                                   .type = EVENT_BARRED,
                                   .entity = 5010 + i,
                                   .kind = i < 3   ? BAR_NO_KEY
                                           : i < 5 ? BAR_NO_SWITCH
                                                   : BAR_NOT_REMOTE});
    end_events(r);
    ck_assert_int_eq(run_store_add_setting(store, 1, "rollout.counties", "2", NULL), FK_OK);
    ck_assert_int_eq(
        run_store_add_setting(store, 2, "rollout.waves.0", "{at: D1 09:00:00, county: 2}", NULL),
        FK_OK);
    struct run_db *db = end_run(store);
    check_text(db,
               "SELECT group_concat(coalesce(wave, '-') || ' ' || county || ' ' || phase || ' ' || "
               "from_day || '-' || to_day || ' ' || signed, '; ') FROM rpt_11",
               "- 1 before 0-2 0; 1 2 before 0-2 1; 1 2 first 60 days 2-2 1");
    check_text(
        db,
        "SELECT planned_day || ' ' || begun_day || ' ' || customers || ' ' || billed || ' ' || "
        "same_day || ' ' || same_day_pct || ' ' || no_number_pct || ' ' || field_orders FROM "
        "rpt_11 WHERE county = 2 AND phase = 'before'",
        "1 2 5000 30.0 15.0 50.0 33.3 0");
    /* two messages of 5,000 customers in 57 hours: 2 x 1,000 x 24 / 57 / 5,000 */
    check_text(db, "SELECT sms_per_1000 FROM rpt_11 WHERE county = 2 AND phase = 'before'", "0.2");
    check_text(db, "SELECT field_orders FROM rpt_11 WHERE county = 2 AND phase <> 'before'", "1");
    check_text(db,
               "SELECT group_concat(not_remote || ' ' || no_key || ' ' || no_switch, '; ') FROM "
               "rpt_11 WHERE phase = 'before'",
               "0 0 0; 1 3 2");
    drop(db);
}
END_TEST

static void paid_in(const struct sim_recorder *r, uint32_t id, enum payment_state state, ms_t at)
{
    emit(r, (struct sim_event){.at = at,
                               .type = EVENT_PAYMENT,
                               .entity = id,
                               .id = id,
                               .kind = PAY_BANK,
                               .state = (uint8_t)state,
                               .value = 10000});
}

static void bought(const struct sim_recorder *r, uint32_t order, unsigned state, unsigned code,
                   ms_t at)
{
    emit(r, (struct sim_event){.at = at,
                               .type = EVENT_ORDER,
                               .entity = 7,
                               .id = order,
                               .kind = ORDER_RECHARGE,
                               .state = (uint8_t)state,
                               .code = (uint8_t)code});
}

/* RPT-06, M1 and M2, 100.00 CNY each: 1 in time, 2 two minutes late, 3 in the channel alone until
 * the statement of D1 10:00, 4 taken back at D0 12:05 and reversed at D1 10:00, 5 received and not
 * posted, 6 a withholding that was refused, 7 taken back before it was posted. */
START_TEST(money_of_channels_by_hand)
{
    struct run_store *store = NULL;
    const struct sim_recorder *r = begin_run(&store);
    const ms_t noon = SAMPLE_START + 12 * MS_HOUR, ten = SAMPLE_START + MS_DAY + 10 * MS_HOUR;
    for (uint32_t id = 1; id <= 7; id++)
        if (id != 6)
            paid_in(r, id, PAYMENT_PAID, noon);
    paid_in(r, 1, PAYMENT_RECEIVED, noon + 1);
    paid_in(r, 1, PAYMENT_POSTED, noon + MS_MINUTE);
    paid_in(r, 2, PAYMENT_RECEIVED, noon + 2 * MS_MINUTE);
    paid_in(r, 2, PAYMENT_POSTED, noon + 2 * MS_MINUTE);
    paid_in(r, 4, PAYMENT_POSTED, noon + MS_MINUTE);
    paid_in(r, 4, PAYMENT_UNDONE, noon + 5 * MS_MINUTE);
    paid_in(r, 5, PAYMENT_RECEIVED, noon + 1);
    paid_in(r, 6, PAYMENT_REFUSED, noon);
    paid_in(r, 7, PAYMENT_UNDONE, noon + 2);
    paid_in(r, 3, PAYMENT_CHANNEL_ONLY, ten);
    paid_in(r, 3, PAYMENT_POSTED, ten);
    paid_in(r, 4, PAYMENT_MARKETING_ONLY, ten);
    paid_in(r, 4, PAYMENT_REVERSED, ten);
    end_events(r);
    struct run_db *db = end_run(store);
    check_text(db,
               "SELECT group_concat(customer || ' ' || class || ' ' || amount || ' ' || clock || "
               "' ' || coalesce(over_day || ' ' || over_clock, '-') || ' ' || minutes, '; ') "
               "FROM (SELECT * FROM rpt_06 ORDER BY customer)",
               "2 late 100.0 12:00:00 0 12:02:00 2.0; "
               "3 in the channel only 100.0 12:00:00 1 10:00:00 1320.0; "
               "4 in marketing only 100.0 12:05:00 1 10:00:00 1315.0; "
               "5 received, not posted 100.0 12:00:00 - 3600.0");
    drop(db);
}
END_TEST

static void copy(const struct sim_recorder *r, uint32_t customer, fen_t behind, ms_t at)
{
    emit(r, (struct sim_event){.at = at, .type = EVENT_COPY, .entity = customer, .value = behind});
}

/* RPT-06, M2 and M3: the copy of 1 is right after a millisecond; that of 2 lacks 100.00 CNY from
 * D0 12:01 to the second check of D1 08:30:05, and what that says again changes nothing; that of 3
 * lacks 100.00, then 150.00 to the end. M2 and M5: 7 buys for 50.00 at noon; the first try fails,
 * the second is in the meter an hour later. */
START_TEST(money_of_copies_and_meters_by_hand)
{
    struct run_store *store = NULL;
    const struct sim_recorder *r = begin_run(&store);
    const ms_t noon = SAMPLE_START + 12 * MS_HOUR, paid = noon + MS_MINUTE;
    const ms_t check = SAMPLE_START + MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE + 5 * MS_SECOND;
    bought(r, 1, ORDER_CREATED, 0, noon);
    bought(r, 1, ORDER_FAILED, RESULT_NO_METER_ANSWER, noon + MS_MINUTE);
    for (uint32_t customer = 1; customer <= 3; customer++)
        copy(r, customer, 10000, paid);
    copy(r, 1, 0, paid + 1);
    bought(r, 2, ORDER_CREATED, 0, noon + 30 * MS_MINUTE);
    emit(r, (struct sim_event){.at = noon + MS_HOUR,
                               .type = EVENT_WALLET,
                               .entity = 7,
                               .id = 1,
                               .ref = 2,
                               .kind = WALLET_WRITTEN,
                               .state = WALLET_BY_ORDER,
                               .code = RESULT_OK,
                               .value = 5000});
    bought(r, 2, ORDER_SUCCESS, RESULT_OK, noon + MS_HOUR + 1);
    bought(r, 3, ORDER_CREATED, 0, noon + 2 * MS_HOUR); /* in time: no row */
    bought(r, 3, ORDER_SUCCESS, RESULT_OK, noon + 2 * MS_HOUR + 10 * MS_SECOND);
    copy(r, 3, 15000, paid + MS_HOUR);
    copy(r, 2, 0, check);
    copy(r, 2, 0, check + MS_HOUR);
    end_events(r);
    struct run_db *db = end_run(store);
    check_text(db,
               "SELECT group_concat(layers || ' ' || customer || ' ' || amount || ' ' || clock || "
               "' ' || coalesce(over_day || ' ' || over_clock, '-'), '; ') "
               "FROM (SELECT * FROM rpt_06 ORDER BY customer, at)",
               "M2 M3 2 100.0 12:01:00 1 08:30:05; M2 M3 3 100.0 12:01:00 0 13:01:00; "
               "M2 M3 3 150.0 13:01:00 -; M2 M5 7 50.0 12:00:00 0 13:00:00");
    drop(db);
}
END_TEST

static void read_and_compute(const struct sim_recorder *r, uint32_t customer, ms_t after)
{
    const ms_t at = SAMPLE_START + MS_DAY + MS_HOUR;
    const uint32_t day = (uint32_t)((SAMPLE_START + MS_CST) / MS_DAY) + 1;
    emit(r, (struct sim_event){
                .at = at, .type = EVENT_READING, .entity = customer, .id = day, .state = 1});
    emit(r,
         (struct sim_event){.at = at + after, .type = EVENT_CALC, .entity = customer, .id = day});
}

static void restore(const struct sim_recorder *r, uint32_t id, uint8_t tries, bool is_done)
{
    struct sim_event order = {.at = SAMPLE_START + MS_DAY,
                              .type = EVENT_ORDER,
                              .entity = id,
                              .id = id,
                              .kind = ORDER_RESTORE};
    emit(r, order);
    order.attempt = tries;
    order.state = is_done ? ORDER_SUCCESS : ORDER_FAILED;
    emit(r, order);
}

/* RPT-04 of D1 by hand: of 20 customers one has his result after 1 min, one after 2 min, ... one
 * after 20 min: the tenth and the nineteenth. Of four restores two are done by the first command,
 * one by the second. Bills of 10.00, 20.00 and 30.00: 20 has 50.00 since the start, 21 nothing but
 * 5.00 that he pays in time and 15.00 the day after, 22 pays 30.00 that is taken back at once:
 * 15.00 of 60.00 CNY. */
START_TEST(day_by_hand)
{
    struct run_store *store = NULL;
    const struct scenario_group all = {.every = 1, .classes = 1},
                                rich = {.every = 20, .classes = 1, .balance = 5000};
    const struct sim_recorder *r = begin_run(&store);
    const ms_t day = SAMPLE_START + MS_DAY;
    for (uint32_t i = 1; i <= 20; i++)
        read_and_compute(r, i, i * MS_MINUTE);
    for (uint32_t i = 1; i <= 4; i++)
        restore(r, i, i == 3 ? 2 : 1, i < 4);
    bill(r, 1, 20, 1000, day);
    bill(r, 2, 21, 2000, day);
    bill(r, 3, 22, 3000, day);
    pay(r, 1, 21, 500, day + MS_HOUR);
    pay(r, 2, 21, 1500, day + MS_DAY);
    pay(r, 3, 22, 3000, day);
    emit(r, (struct sim_event){.at = day + 1,
                               .type = EVENT_PAYMENT,
                               .entity = 22,
                               .id = 3,
                               .state = PAYMENT_REVERSED,
                               .value = 3000});
    const int64_t values[DAILY_COUNT] = {[DAILY_METERS] = 20};
    ck_assert_int_eq(r->daily(r->context, day, values), FK_OK);
    for (int i = 0; i < 3; i++) /* results of 10, 9 and 1 in the minutes from 05:00 on */
        ck_assert_int_eq(r->minute(r->context, day + 5 * MS_HOUR + i * MS_MINUTE,
                                   SERIES_CALCULATIONS,
                                   i == 0   ? 10
                                   : i == 1 ? 9
                                            : 1),
                         FK_OK);
    end_events(r);
    ck_assert_int_eq(run_store_add_group(store, 1, &all, 1, NULL), FK_OK);
    ck_assert_int_eq(run_store_add_group(store, 2, &rich, 1, NULL), FK_OK);
    struct run_db *db = end_run(store);
    check_text(
        db,
        "SELECT p50_min || ' ' || p95_min || ' ' || max_min || ' ' || result_p50_clock || ' ' "
        "|| result_p95_clock || ' ' || result_max_clock || ' ' || restore_orders || ' ' || "
        "restore_first_pct || ' ' || restore_pct || ' ' || billed "
        "|| ' ' || same_day_pct FROM rpt_04 JOIN v_result USING (day)",
        "10.0 19.0 20.0 05:00:00 05:01:00 05:02:00 4 50.0 75.0 60.0 25.0");
    drop(db);
}
END_TEST

/* How a customer is cut on D1 at 08:30, and what is behind it. */
static void cut(const struct sim_recorder *r, uint32_t id, bool opens, bool goes_dark)
{
    const ms_t at = SAMPLE_START + MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE;
    emit(r, (struct sim_event){.at = at - MS_HOUR,
                               .type = EVENT_DECISION,
                               .entity = id,
                               .kind = FEE_NOTICE,
                               .state = FEE_CUT_SENT});
    struct sim_event order = {
        .at = at - MS_HOUR, .type = EVENT_ORDER, .entity = id, .id = id, .kind = ORDER_CUT};
    emit(r, order);
    order.at = at;
    order.state = ORDER_SUCCESS;
    emit(r, order);
    emit(r, (struct sim_event){.at = at,
                               .type = EVENT_DECISION,
                               .entity = id,
                               .kind = FEE_CUT_SENT,
                               .state = FEE_CUT});
    if (opens)
        emit(r, (struct sim_event){.at = at - 1,
                                   .type = EVENT_RELAY,
                                   .entity = id,
                                   .kind = RELAY_CLOSED,
                                   .state = RELAY_OPEN});
    if (goes_dark)
        emit(r, (struct sim_event){.at = at - 1, .type = EVENT_SUPPLY, .entity = id});
}

/* RPT-05: 1 and 2 are cut and have supply: the relay of 1 is open, that of 2 is not. 3 is cut and
 * has paid, and nobody restores him. 4000 lost supply alone; 5001 to 5003, of one area, together;
 * the meter of 6000 opened its relay without an order. */
START_TEST(causes_by_hand)
{
    struct run_store *store = NULL;
    const struct sim_recorder *r = begin_run(&store);
    const ms_t noon = SAMPLE_START + MS_DAY + 12 * MS_HOUR;
    cut(r, 1, true, false);
    cut(r, 2, false, false);
    cut(r, 3, true, true);
    pay(r, 1, 3, 10000, noon);
    for (uint32_t i = 0; i < 3; i++)
        emit(r, (struct sim_event){.at = noon, .type = EVENT_SUPPLY, .entity = 5001 + i});
    emit(r, (struct sim_event){.at = noon, .type = EVENT_SUPPLY, .entity = 4000});
    emit(r, (struct sim_event){.at = noon,
                               .type = EVENT_RELAY,
                               .entity = 6000,
                               .kind = RELAY_CLOSED,
                               .state = RELAY_OPEN});
    emit(r, (struct sim_event){.at = noon, .type = EVENT_SUPPLY, .entity = 6000});
    end_events(r);
    struct run_db *db = end_run(store);
    check_text(db,
               "SELECT group_concat(customer || ' ' || question || ' ' || cause, '; ') FROM "
               "(SELECT * FROM rpt_05 ORDER BY customer)",
               "1 Q77 current-passes; 2 Q77 wrong-link; 3 Q83 message-lost; 4000 Q79 breaker-open; "
               "5001 Q79 network; 5002 Q79 network; 5003 Q79 network; 6000 Q79 wrong-link");
    drop(db);
}
END_TEST

static void tell(const struct sim_recorder *r, uint32_t id, uint32_t customer, enum sms_kind kind,
                 ms_t at)
{
    emit(r, (struct sim_event){.at = at - MS_MINUTE,
                               .type = EVENT_SMS,
                               .entity = customer,
                               .id = id,
                               .kind = (uint8_t)kind,
                               .state = SMS_CREATED});
    emit(r, (struct sim_event){.at = at,
                               .type = EVENT_SMS,
                               .entity = customer,
                               .id = id,
                               .kind = (uint8_t)kind,
                               .state = SMS_DELIVERED});
}

/* RPT-07 where a last notice is due 15 min before the cut of D1 08:30: 1 has it 20 min before, 2
 * only 10 min, 3 has none, and 4 one from before his notice of 30 min. */
START_TEST(last_notices_by_hand)
{
    struct run_store *store = NULL;
    const struct sim_recorder *r = begin_run(&store);
    const ms_t at = SAMPLE_START + MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE;
    tell(r, 4, 4, SMS_LAST_NOTICE, at - 60 * MS_MINUTE);
    for (uint32_t i = 1; i <= 4; i++)
        tell(r, 10 + i, i, SMS_PRE_CUT, at - 30 * MS_MINUTE);
    tell(r, 1, 1, SMS_LAST_NOTICE, at - 20 * MS_MINUTE);
    tell(r, 2, 2, SMS_LAST_NOTICE, at - 10 * MS_MINUTE);
    for (uint32_t i = 1; i <= 4; i++)
        cut(r, i, true, true);
    end_events(r);
    ck_assert_int_eq(run_store_add_setting(store, 1, "policy.notice_wait", "30 min", NULL), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 2, "policy.last_notice", "15 min", NULL), FK_OK);
    struct run_db *db = end_run(store);
    check_text(db,
               "SELECT group_concat(customer || ' ' || waited_min || ' ' || coalesce("
               "last_waited_min, '-') || ' ' || kept, '; ') FROM rpt_07",
               "1 30.0 20.0 yes; 2 30.0 10.0 NO; 3 30.0 - NO; 4 30.0 - NO");
    drop(db);
}
END_TEST

static void ask(const struct sim_recorder *r, uint32_t customer, enum money_layer layer, fen_t fen)
{
    emit(r, (struct sim_event){.at = SAMPLE_START + 2 * MS_DAY,
                               .type = EVENT_QUERY,
                               .entity = customer,
                               .id = customer,
                               .kind = (uint8_t)layer,
                               .value = fen});
}

static void check_where(struct run_db *db, enum rpt_where where, int64_t number, int expected)
{
    const struct rpt_request request = {.rpt = rpt_find("1"), .where = where, .number = number};
    struct run_rows *rows = NULL;
    int count = 0;
    ck_assert_int_eq(rpt_check_where(db, &request, NULL), FK_OK);
    ck_assert_int_eq(rpt_begin(&rows, db, &request, NULL), FK_OK);
    for (; run_rows_next(rows, NULL) == 1; count++)
        ck_assert(where != RPT_CUSTOMER || run_rows_int(rows, 0) == number);
    run_rows_end(rows);
    ck_assert_int_eq(count, expected);
}

static void find_customers(struct run_store *store)
{
    const struct scenario_group all = {.every = 1, .classes = 1, .balance = 50000},
                                tenth = {.every = 10,
                                         .classes = 10,
                                         .balance = 208,
                                         .balance_step = 416};
    const struct standing_row own[] = {
        {.customer = 11, .is_left_out = true, .state = FEE_NORMAL},
        {.customer = 12, .is_local = true, .account = 500, .state = FEE_NORMAL},
        {.customer = 16, .strategy = 1, .state = FEE_REMINDED},
        {.customer = 13,
         .state = FEE_NORMAL,
         .strategy = 1,
         .phone = SMS_FATE_NUMBER_EMPTY,
         .hold = HOLD_PROTECTION},
        {.customer = 15, .strategy = 3, .is_left_out = true, .state = FEE_NORMAL}};
    ck_assert_int_eq(run_store_add_group(store, 1, &all, 1, NULL), FK_OK);
    ck_assert_int_eq(run_store_add_group(store, 2, &tenth, 2, NULL), FK_OK);
    for (unsigned i = 0; i < sizeof own / sizeof own[0]; i++)
        ck_assert_int_eq(run_store_add_standing(store, &own[i], NULL), FK_OK);
    ck_assert_int_eq(
        run_store_add_setting(store, 1, "population.concentrators_per_line", "1", NULL), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 2, "settlement.books", "2", NULL), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 3, "population.cities", "2", NULL), FK_OK);
}

/* RPT-01: 10 is the second of his group, 2.08 + 4.16 = 6.24 CNY at the start, pays 100.00, is
 * billed 20.00 and has 80.24 left: 86.24 in the account and 6.00 estimated. 11 was never enrolled,
 * 12 has a local meter, 13 is locked, and his number is empty; 14 was reached, 15 signs on D1. */
START_TEST(customers_by_hand)
{
    struct run_store *store = NULL;
    const struct sim_recorder *r = begin_run(&store);
    const ms_t day = SAMPLE_START + MS_DAY;
    pay(r, 1, 10, 10000, day);
    bill(r, 1, 10, 2000, day + 1);
    emit(r, (struct sim_event){.at = day,
                               .type = EVENT_AGREEMENT,
                               .entity = 15,
                               .id = 1,
                               .kind = AGREED_BY_FLOW,
                               .state = 1});
    for (uint8_t state = SMS_CREATED; state <= SMS_DELIVERED; state++)
        if (state != SMS_SUBMIT_REJECT)
            emit(r, (struct sim_event){.at = day + 2 + state,
                                       .type = EVENT_SMS,
                                       .entity = 14,
                                       .id = 1,
                                       .kind = SMS_REMINDER,
                                       .state = state});
    ask(r, 10, MONEY_M3, 8024);
    ask(r, 12, MONEY_M2, 300);
    end_events(r);
    find_customers(store);
    struct run_db *db = end_run(store);
    check_text(db,
               "SELECT group_concat(customer || ' ' || enrolment || ' ' || coalesce(strategy, '-') "
               "|| ' ' || state || ' ' || account || ' ' || coalesce(phone, '-') || ' ' || "
               "coalesce(hold, '-'), '; ') FROM rpt_01 WHERE customer BETWEEN 10 AND 16",
               "10 enrolled 2 normal 86.24 - -; 11 not enrolled - not-enrolled 500.0 - -; "
               "12 local - not-enrolled 3.0 - -; "
               "13 enrolled 1 normal 500.0 number-empty protection; "
               "14 enrolled 1 normal 500.0 valid -; 15 enrolled 3 normal 500.0 - -; "
               "16 enrolled 1 reminded 500.0 - -");
    check_text(db, "SELECT estimated || ' ' || available FROM rpt_01 WHERE customer = 10",
               "6.0 80.24");
    check_text(db,
               "SELECT group_concat(area || ' ' || line || ' ' || book, '; ') FROM v_customer "
               "WHERE customer IN (4999, 5000)",
               "1 1 1; 2 2 2");
    check_where(db, RPT_CUSTOMER, 9999, 1);
    check_where(db, RPT_AREA, 2, 5000);
    check_where(db, RPT_LINE, 1, 5000);
    check_where(db, RPT_BOOK, 2, 5000);
    check_where(db, RPT_CITY, 1, 5000);
    check_where(db, RPT_EVERYBODY, 0, 10000);
    struct fk_diag diag = {.text = ""};
    const struct rpt_request beyond = {.rpt = rpt_find("1"), .where = RPT_AREA, .number = 3};
    ck_assert_int_eq(rpt_check_where(db, &beyond, &diag), FK_E_STATE);
    ck_assert_str_eq(diag.text, "area 3: the run has 1 to 2");
    drop(db);
}
END_TEST

static Suite *rpt_suite(void)
{
    Suite *suite = suite_create("rpt_by_hand");
    TCase *all = tcase_create("figures");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, customers_by_hand);
    tcase_add_test(all, day_by_hand);
    tcase_add_test(all, causes_by_hand);
    tcase_add_test(all, last_notices_by_hand);
    tcase_add_test(all, money_of_channels_by_hand);
    tcase_add_test(all, money_of_copies_and_meters_by_hand);
    tcase_add_test(all, rollout_by_hand);
    suite_add_tcase(suite, all);
    return suite;
}

FK_CHECK_MAIN(rpt_suite)
