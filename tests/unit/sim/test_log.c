/* Event log: canonical order, sequence within a moment, fingerprint, counts of minutes and days,
 * levels. */
#include "models/meter/relay.h"
#include "sim/watch/log.h"
#include "tests/unit/fk_check.h"
#include <string.h>

#define START (INT64_C(1772380800) * MS_SECOND)
#define KEPT  64

/* What the recorder got. */
static struct sim_event events[KEPT];
static unsigned event_count;
static struct {
    ms_t minute;
    enum sim_series series;
    uint32_t count;
} minutes[KEPT];
static unsigned minute_count;
static int64_t daily[DAILY_COUNT];
static int answer;

static int keep_event(void *context, const struct sim_event *event)
{
    (void)context;
    ck_assert_uint_lt(event_count, KEPT);
    events[event_count++] = *event;
    return answer;
}

static int keep_minute(void *context, ms_t minute, enum sim_series series, uint32_t count)
{
    (void)context;
    ck_assert_uint_lt(minute_count, KEPT);
    minutes[minute_count].minute = minute;
    minutes[minute_count].series = series;
    minutes[minute_count++].count = count;
    return FK_OK;
}

static int keep_day(void *context, ms_t day, const int64_t *values)
{
    (void)context;
    ck_assert_int_eq(day, START);
    memcpy(daily, values, sizeof daily);
    return FK_OK;
}

static const struct sim_recorder recorder = {
    .event = keep_event, .minute = keep_minute, .daily = keep_day};
static struct sim_log sim_log;

static void open_log(enum sim_level level)
{
    event_count = minute_count = 0;
    answer = FK_OK;
    ck_assert_int_eq(log_init(&sim_log, &recorder, level), FK_OK);
}

static void close_log(void)
{
    log_fini(&sim_log);
}

static struct party_note about(unsigned type, uint32_t customer, uint32_t id, unsigned state)
{
    return (struct party_note){
        .type = (uint8_t)type, .state = (uint8_t)state, .customer = customer, .id = id};
}

static void note(struct party_note party_note, ms_t at)
{
    log_note(&sim_log, &party_note, at);
}

static void drain(void)
{
    ck_assert_int_eq(log_drain(&sim_log), FK_OK);
}

/* Fingerprint of notes made in this order at one moment. */
static void fingerprint_of(const struct party_note *notes, const unsigned *order, unsigned count,
                           char out[17])
{
    open_log(SIM_EVENTS);
    for (unsigned i = 0; i < count; i++)
        note(notes[order[i]], START);
    drain();
    log_fingerprint(&sim_log, out);
    close_log();
}

/* INV-15: events of two types may come from two parties, whose order in a millisecond says nothing;
 * only a priority of its own keeps each type apart. */
START_TEST(types_share_no_priority)
{
    for (unsigned a = 0; a < EVENT_TYPES; a++)
        for (unsigned b = 0; b < a; b++)
            ck_assert_uint_ne(log_priority(a), log_priority(b));
}
END_TEST

START_TEST(events_come_by_moment_priority_customer_and_record)
{
    open_log(SIM_EVENTS);
    note(about(EVENT_SMS, 1, 5, 0), START);
    note(about(EVENT_PAYMENT, 9, 1, 0), START);
    note(about(EVENT_ORDER, 2, 3, ORDER_CREATED), START);
    note(about(EVENT_ORDER, 1, 4, ORDER_CREATED), START);
    note(about(EVENT_ORDER, 1, 2, ORDER_CREATED), START);
    note(about(EVENT_ORDER, 1, 2, ORDER_QUEUED), START);
    note(about(EVENT_FAULT, 0, 1, 1), START + 1);
    drain();
    static const struct {
        unsigned type;
        uint32_t entity, id, seq;
    } expected[] = {{EVENT_PAYMENT, 9, 1, 0}, {EVENT_ORDER, 1, 2, 0}, {EVENT_ORDER, 1, 2, 1},
                    {EVENT_ORDER, 1, 4, 2},   {EVENT_ORDER, 2, 3, 0}, {EVENT_SMS, 1, 5, 0},
                    {EVENT_FAULT, 0, 1, 0}};
    ck_assert_uint_eq(event_count, 7);
    for (unsigned i = 0; i < 7; i++) {
        ck_assert_uint_eq(events[i].type, expected[i].type);
        ck_assert_uint_eq(events[i].entity, expected[i].entity);
        ck_assert_uint_eq(events[i].id, expected[i].id);
        ck_assert_uint_eq(events[i].seq, expected[i].seq);
    }
    ck_assert_uint_eq(events[1].state, ORDER_CREATED); /* one party's notes keep its order */
    ck_assert_uint_eq(events[2].state, ORDER_QUEUED);
    ck_assert_uint_eq(sim_log.disorders, 0);
    close_log();
}
END_TEST

/* Who ran first within a millisecond must not show: parties are told apart by type, customer or
 * record. */
START_TEST(fingerprint_does_not_know_who_ran_first)
{
    const struct party_note notes[] = {about(EVENT_ORDER, 3, 7, ORDER_CREATED),
                                       about(EVENT_COMMAND, 3, 1, 0), about(EVENT_SMS, 3, 2, 0),
                                       about(EVENT_ORDER, 4, 8, ORDER_CREATED),
                                       about(EVENT_SMS, 3, 1, 0)};
    static const unsigned orders[][5] = {
        {0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 4, 0, 3, 1}, {3, 0, 4, 1, 2}};
    char first[17], again[17];
    fingerprint_of(notes, orders[0], 5, first);
    ck_assert_uint_eq(strlen(first), 16);
    ck_assert_uint_eq(strspn(first, "0123456789abcdef"), 16);
    for (unsigned i = 1; i < 4; i++) {
        fingerprint_of(notes, orders[i], 5, again);
        ck_assert_str_eq(first, again);
    }
    fingerprint_of(notes, orders[0], 4, again);
    ck_assert_str_ne(first, again);
}
END_TEST

/* Notes of one party about one record: their order is what happened. */
START_TEST(fingerprint_knows_what_one_party_did_first)
{
    const struct party_note notes[] = {about(EVENT_ORDER, 3, 7, ORDER_CREATED),
                                       about(EVENT_ORDER, 3, 7, ORDER_QUEUED)};
    static const unsigned forth[] = {0, 1}, back[] = {1, 0};
    char first[17], again[17];
    fingerprint_of(notes, forth, 2, first);
    fingerprint_of(notes, back, 2, again);
    ck_assert_str_ne(first, again);
}
END_TEST

/* Decisions are one party's, whatever their strategy: with strategy 7 he is restored, and then he
 * leaves, which has none. */
START_TEST(decisions_keep_their_order)
{
    const struct party_note notes[] = {about(EVENT_DECISION, 3, 7, FEE_NORMAL),
                                       about(EVENT_DECISION, 3, 0, FEE_NOT_ENROLLED)};
    static const unsigned forth[] = {0, 1}, back[] = {1, 0};
    char first[17], again[17];
    fingerprint_of(notes, forth, 2, first);
    fingerprint_of(notes, back, 2, again);
    ck_assert_str_ne(first, again);
}
END_TEST

START_TEST(fingerprint_sees_every_field_and_the_moment)
{
    struct party_note base = about(EVENT_COMMAND, 3, 7, 1), changed;
    static const unsigned one[] = {0};
    char first[17], again[17];
    fingerprint_of(&base, one, 1, first);
    for (unsigned i = 0; i < 8; i++) {
        changed = base;
        changed.type = i == 0 ? EVENT_READ : base.type;
        changed.kind = i == 1;
        changed.state = i == 2 ? 0 : base.state;
        changed.code = i == 3;
        changed.attempt = i == 4;
        changed.customer = i == 5 ? 4 : base.customer;
        changed.ref = i == 6;
        changed.value = i == 7 ? -1 : 0;
        fingerprint_of(&changed, one, 1, again);
        ck_assert_msg(strcmp(first, again) != 0, "field %u", i);
    }
    open_log(SIM_EVENTS);
    note(base, START + 1);
    drain();
    log_fingerprint(&sim_log, again);
    ck_assert_str_ne(first, again);
    close_log();
}
END_TEST

/* Readings and calculations are noted at level full only: neither they nor their places in the
 * sequence may change the fingerprint; nor may visits of crews (RPT-09). */
START_TEST(readings_are_not_in_the_fingerprint)
{
    char with[17], without[17];
    open_log(SIM_EVENTS);
    note(about(EVENT_ORDER, 3, 7, ORDER_CREATED), START + 5);
    drain();
    log_fingerprint(&sim_log, without);
    close_log();
    open_log(SIM_EVENTS);
    note(about(EVENT_READING, 3, 1, 1), START);
    note(about(EVENT_READING, 3, 2, 1), START); /* two days in one round */
    note(about(EVENT_CALC, 3, 1, 1), START);
    note(about(EVENT_ORDER, 3, 7, ORDER_CREATED), START + 5);
    note(about(EVENT_VISIT, 3, 7, 0), START + 5);
    drain();
    log_fingerprint(&sim_log, with);
    ck_assert_uint_eq(sim_log.disorders, 0);
    close_log();
    ck_assert_str_eq(with, without);
    ck_assert_uint_eq(event_count, 5);
}
END_TEST

/* An event that comes after a later one is a disorder (INV-15). */
START_TEST(disorder_is_counted)
{
    open_log(SIM_EVENTS);
    note(about(EVENT_ORDER, 3, 7, 0), START + 5);
    drain();
    note(about(EVENT_PAYMENT, 3, 7, 0), START + 5); /* same moment, drained too late */
    drain();
    ck_assert_uint_eq(sim_log.disorders, 1);
    note(about(EVENT_ORDER, 3, 7, 0), START + 4);
    drain();
    ck_assert_uint_eq(sim_log.disorders, 2);
    note(about(EVENT_ORDER, 3, 7, 0), START + 6);
    drain();
    ck_assert_uint_eq(sim_log.disorders, 2);
    close_log();
}
END_TEST

START_TEST(summary_hands_no_events_on_and_counts_all_the_same)
{
    char summary[17], full[17];
    for (enum sim_level level = SIM_SUMMARY; level <= SIM_FULL; level++) {
        open_log(level);
        note(about(EVENT_ORDER, 3, 7, ORDER_CREATED), START);
        drain();
        ck_assert_uint_eq(event_count, level == SIM_SUMMARY ? 0 : 1);
        ck_assert_uint_eq(sim_log.total, 1);
        log_fingerprint(&sim_log, level == SIM_SUMMARY ? summary : full);
        close_log();
    }
    ck_assert_str_eq(summary, full);
}
END_TEST

/* A burst of one moment comes out in canonical order, whoever noted first, and its room is given
 * back: {customers}, below and above the number from which pieces are made. */
static const uint32_t bursts[] = {2, 5, 6, 1000, 40000};

START_TEST(burst_of_a_moment_is_ordered)
{
    static const unsigned types[] = {EVENT_SMS, EVENT_STRATEGY, EVENT_DECISION};
    char forward[17], backward[17], mixed[17];
    uint32_t n = bursts[_i], step = n == 1000 || n == 40000 ? 7919 : 1;
    for (unsigned way = 0; way < 3; way++) {
        open_log(SIM_SUMMARY);
        for (uint32_t i = 0; i < n; i++)
            for (unsigned k = 0; k < 3; k++) {
                uint32_t customer = way == 0 ? i : way == 1 ? n - 1 - i : i * step % n;
                unsigned type = types[way == 1 ? 2 - k : k];
                note(about(type, customer, customer + 1, 0), START);
                note(about(type, customer, customer + 1, 1), START);
            }
        drain();
        ck_assert_uint_eq(sim_log.total, 6 * n);
        ck_assert_uint_eq(sim_log.disorders, 0);
        ck_assert_uint_le(sim_log.capacity, 1 << 16);
        log_fingerprint(&sim_log, way == 0 ? forward : way == 1 ? backward : mixed);
        note(about(EVENT_SMS, 1, 1, 0), START + 1);
        drain();
        ck_assert_uint_eq(sim_log.total, 6 * n + 1);
        close_log();
    }
    ck_assert_str_eq(forward, backward);
    ck_assert_str_eq(forward, mixed);
}
END_TEST

START_TEST(minutes_are_counted_by_series)
{
    open_log(SIM_EVENTS);
    struct party_note sms = about(EVENT_SMS, 1, 1, SMS_SUBMITTED);
    sms.value = 2; /* segments */
    note(sms, START + 59999);
    note(about(EVENT_SMS, 1, 1, SMS_SUBMIT_OK), START + 59999);
    static const uint8_t moves[][2] = {
        {RELAY_CLOSED, RELAY_OPEN},    {RELAY_CLOSED, RELAY_OPEN},
        {RELAY_OPEN, RELAY_PERMITTED}, {RELAY_PERMITTED, RELAY_OPEN},
        {RELAY_OPEN, RELAY_PERMITTED}, {RELAY_PERMITTED, RELAY_CLOSED}};
    for (uint32_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        struct party_note relay = about(EVENT_RELAY, i / 2, 0, moves[i][1]);
        relay.kind = moves[i][0];
        note(relay, START + 60000 + i);
    }
    /* a power cut of three, of whom one got supply back */
    for (uint32_t i = 0; i < 3; i++)
        note(about(EVENT_SUPPLY, 10 + i, 0, 0), START + 60000);
    note(about(EVENT_SUPPLY, 11, 0, 1), START + 119999);
    drain();
    ck_assert_uint_eq(minute_count, 1); /* the second minute is not over */
    ck_assert_int_eq(log_day(&sim_log, START), FK_OK);
    ck_assert_uint_eq(minute_count, 5);
    ck_assert_int_eq(minutes[0].minute, START);
    ck_assert_int_eq(minutes[0].series, SERIES_SMS_SUBMITTED);
    ck_assert_uint_eq(minutes[0].count, 2);
    ck_assert_int_eq(minutes[1].minute, START + 60000);
    ck_assert_int_eq(minutes[1].series, SERIES_CUTS);
    ck_assert_uint_eq(minutes[1].count, 2);
    ck_assert_int_eq(minutes[2].series, SERIES_RESTORES);
    ck_assert_uint_eq(minutes[2].count, 1);
    ck_assert_int_eq(minutes[3].series, SERIES_SUPPLY_OFF);
    ck_assert_uint_eq(minutes[3].count, 3);
    ck_assert_int_eq(minutes[4].series, SERIES_SUPPLY_ON);
    ck_assert_uint_eq(minutes[4].count, 1);
    close_log();
}
END_TEST

/* CQ-1: a meter that lets its trip go has restored nobody. */
START_TEST(trips_that_are_let_go)
{
    open_log(SIM_EVENTS);
    sim_log.lets_go = true;
    for (unsigned closes = 0; closes < 2; closes++) {
        struct party_note relay = about(EVENT_RELAY, 1, 0, closes ? RELAY_CLOSED : RELAY_OPEN);
        relay.kind = closes ? RELAY_OPEN : RELAY_CLOSED;
        note(relay, START + closes);
    }
    drain();
    ck_assert_int_eq(log_day(&sim_log, START), FK_OK);
    ck_assert_uint_eq(minute_count, 1);
    ck_assert_int_eq(minutes[0].series, SERIES_CUTS);
    close_log();
}
END_TEST

START_TEST(days_are_counted_and_start_again)
{
    open_log(SIM_EVENTS);
    static const struct {
        unsigned kind, state;
    } orders[] = {{ORDER_CUT, ORDER_CREATED},
                  {ORDER_CUT, ORDER_SUCCESS},
                  {ORDER_CUT, ORDER_FAILED},
                  {ORDER_RESTORE, ORDER_CREATED},
                  {ORDER_RESTORE, ORDER_SUCCESS},
                  {ORDER_FIELD_CUT, ORDER_CREATED},
                  {ORDER_FIELD_RESTORE, ORDER_CREATED},
                  {ORDER_EXCEPTION, ORDER_CREATED},
                  {ORDER_EXCEPTION, ORDER_CLOSED},
                  {ORDER_CUT, ORDER_CANCELLED},
                  {ORDER_FIELD_CUT, ORDER_SUCCESS},
                  {ORDER_FIELD_RESTORE, ORDER_SUCCESS}};
    for (uint32_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct party_note order = about(EVENT_ORDER, 1, i + 1, orders[i].state);
        order.kind = (uint8_t)orders[i].kind;
        note(order, START);
    }
    for (uint32_t kind = 0; kind < STRATEGY_KINDS; kind++) {
        struct party_note strategy = about(EVENT_STRATEGY, 1, kind + 1, STRATEGY_LIVE);
        strategy.kind = (uint8_t)kind;
        note(strategy, START);
        strategy.state = STRATEGY_DONE;
        note(strategy, START);
    }
    struct party_note payment = about(EVENT_PAYMENT, 1, 1, PAYMENT_PAID);
    payment.value = 500;
    note(payment, START);
    payment.state = PAYMENT_POSTED;
    payment.value = 300;
    note(payment, START);
    note(about(EVENT_CALL, 1, 1, CALL_QUESTION), START);
    note(about(EVENT_CALL, 1, 2, CALL_QUESTION), START);
    note(about(EVENT_CALL, 1, 3, CALL_COMPLAINT), START);
    drain();
    ck_assert_int_eq(log_day(&sim_log, START), FK_OK);
    static const unsigned ones[] = {
        DAILY_CUT_ORDERS,       DAILY_CUT_FAILURES, DAILY_RESTORE_ORDERS,
        DAILY_EXCEPTION_ORDERS, DAILY_REMINDERS,    DAILY_WARNINGS,
        DAILY_CUT_STRATEGIES,   DAILY_PAYMENTS,     DAILY_COMPLAINTS};
    ck_assert_int_eq(daily[DAILY_CALLS], 2);
    for (unsigned i = 0; i < sizeof ones / sizeof ones[0]; i++)
        ck_assert_msg(daily[ones[i]] == 1, "%s is %lld", sim_daily_name(ones[i]),
                      (long long)daily[ones[i]]);
    ck_assert_int_eq(daily[DAILY_CUTS], 2); /* one by command, one by a crew */
    ck_assert_int_eq(daily[DAILY_RESTORES], 2);
    ck_assert_int_eq(daily[DAILY_FIELD_ORDERS], 2);
    ck_assert_int_eq(daily[DAILY_PAID_FEN], 500);
    ck_assert_int_eq(daily[DAILY_POSTED_FEN], 300);
    ck_assert_int_eq(log_day(&sim_log, START), FK_OK);
    for (unsigned i = 0; i < DAILY_COUNT; i++)
        ck_assert_int_eq(daily[i], 0);
    close_log();
}
END_TEST

START_TEST(error_of_the_recorder_comes_out)
{
    open_log(SIM_EVENTS);
    answer = FK_E_IO;
    note(about(EVENT_ORDER, 3, 7, 0), START);
    note(about(EVENT_ORDER, 4, 8, 0), START);
    ck_assert_int_eq(log_drain(&sim_log), FK_E_IO);
    ck_assert_uint_eq(event_count, 1);
    close_log();
}
END_TEST

static Suite *log_suite(void)
{
    Suite *suite = suite_create("log");
    TCase *tcase = tcase_create("log");
    tcase_add_test(tcase, types_share_no_priority);
    tcase_add_test(tcase, events_come_by_moment_priority_customer_and_record);
    tcase_add_test(tcase, fingerprint_does_not_know_who_ran_first);
    tcase_add_test(tcase, fingerprint_knows_what_one_party_did_first);
    tcase_add_test(tcase, decisions_keep_their_order);
    tcase_add_test(tcase, fingerprint_sees_every_field_and_the_moment);
    tcase_add_test(tcase, readings_are_not_in_the_fingerprint);
    tcase_add_test(tcase, disorder_is_counted);
    tcase_add_test(tcase, summary_hands_no_events_on_and_counts_all_the_same);
    tcase_add_loop_test(tcase, burst_of_a_moment_is_ordered, 0, sizeof bursts / sizeof bursts[0]);
    tcase_add_test(tcase, minutes_are_counted_by_series);
    tcase_add_test(tcase, trips_that_are_let_go);
    tcase_add_test(tcase, days_are_counted_and_start_again);
    tcase_add_test(tcase, error_of_the_recorder_comes_out);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(log_suite)
