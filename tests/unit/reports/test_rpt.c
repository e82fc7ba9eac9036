/* Reports RPT-01 to RPT-12: names, what they need of a run, and that every column a person is shown
 * is there in both languages; a few figures of the sample run, by hand. */
#include "reports/run/run_rpt.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[32], path[64];

/* 9,000 with the policy, 900 non-residents with two levels, to D1 12:00 and with another warning
 * from then on, 100 important ones who are never cut, and whom a person duns. */
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
            struct rpt_request request = {&rpts[i], turn == 1 ? FK_ZH : FK_EN, turn == 2,
                                          rpts[i].is_of_customers ? 0 : -1};
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

static void ask(const struct sim_recorder *r, uint32_t customer, enum money_layer layer, fen_t fen)
{
    emit(r, (struct sim_event){.at = SAMPLE_START + 2 * MS_DAY,
                               .type = EVENT_QUERY,
                               .entity = customer,
                               .id = customer,
                               .kind = (uint8_t)layer,
                               .value = fen});
}

static void find_customers(struct run_store *store)
{
    const struct scenario_group all = {.every = 1, .classes = 1, .balance = 50000},
                                tenth = {.every = 10,
                                         .classes = 10,
                                         .balance = 208,
                                         .balance_step = 416};
    const struct standing_row own[] = {
        {.customer = 11, .is_left_out = true},
        {.customer = 12, .is_local = true, .account = 500},
        {.customer = 13, .strategy = 1, .phone = SMS_FATE_NUMBER_EMPTY, .hold = HOLD_PROTECTION},
        {.customer = 15, .strategy = 3, .is_left_out = true}};
    ck_assert_int_eq(run_store_add_group(store, 1, &all, 1, NULL), FK_OK);
    ck_assert_int_eq(run_store_add_group(store, 2, &tenth, 2, NULL), FK_OK);
    for (unsigned i = 0; i < sizeof own / sizeof own[0]; i++)
        ck_assert_int_eq(run_store_add_standing(store, &own[i], NULL), FK_OK);
    ck_assert_int_eq(
        run_store_add_setting(store, 1, "population.concentrators_per_line", "1", NULL), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 2, "settlement.books", "2", NULL), FK_OK);
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
               "coalesce(hold, '-'), '; ') FROM rpt_01 WHERE customer BETWEEN 10 AND 15",
               "10 enrolled 2 normal 86.24 - -; 11 not enrolled - not-enrolled 500.0 - -; "
               "12 local - not-enrolled 3.0 - -; "
               "13 enrolled 1 normal 500.0 number-empty protection; "
               "14 enrolled 1 normal 500.0 valid -; 15 enrolled 3 normal 500.0 - -");
    check_text(db, "SELECT estimated || ' ' || available FROM rpt_01 WHERE customer = 10",
               "6.0 80.24");
    check_text(db,
               "SELECT group_concat(area || ' ' || line || ' ' || book, '; ') FROM v_customer "
               "WHERE customer IN (4999, 5000)",
               "1 1 1; 2 2 2");
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
    tcase_add_test(all, reports_are_found_by_number_and_word);
    tcase_add_test(all, every_column_is_there);
    tcase_add_test(all, levels_are_asked_for);
    tcase_add_test(all, no_memory_is_not_blamed_on_the_run);
    tcase_add_test(all, figures_of_the_sample);
    tcase_add_test(all, rollout_by_hand);
    tcase_add_test(all, customers_by_hand);
    tcase_add_test(all, money_of_channels_by_hand);
    tcase_add_test(all, money_of_copies_and_meters_by_hand);
    tcase_add_test(all, strategies_with_their_versions);
    tcase_add_test(all, notes_are_so);
    tcase_add_test(all, codes_in_chinese);
    suite_add_tcase(suite, all);
    return suite;
}

FK_CHECK_MAIN(rpt_suite)
