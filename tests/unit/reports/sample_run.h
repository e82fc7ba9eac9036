/* tests/unit/reports/sample_run.h - a made-up run for the tests of the reports: the days of the
 * reference model B0 in broad strokes, told to a recorder as the simulator would. Customers 0, 10,
 * 20 ... run dry one after the other, get their messages at 08:00, are cut at 08:30:05, pay 100 CNY
 * two hours later (if `pays`) and have power again 70 s after that. */
#ifndef TESTS_UNIT_REPORTS_SAMPLE_RUN_H
#define TESTS_UNIT_REPORTS_SAMPLE_RUN_H
#include "models/meter/relay.h"
#include "sim/watch/recorder.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct sample {
    const struct sim_recorder *recorder;
    uint32_t days;
    uint32_t first;        /* what was before this day is not told: it went on from a checkpoint */
    uint32_t cuts_per_day; /* up to 500 */
    bool pays;
    bool is_undone;            /* the channel takes each payment back before it is posted */
    bool has_fault;            /* encryption machine down on D1: half of the day's orders fail */
    ms_t fault_from, fault_to; /* since the start; 0: D1 08:00 to 12:00 */
    uint32_t more_faults;      /* payment link down from D1 09:00 to 10:00, to 11:00 ... */
    const char *title_zh;      /* NULL: as the English one */
    bool has_violation;        /* one of INV-03, with markup in its text */
    enum sim_level level;
    /* working state */
    ms_t start;
    int status;
    uint32_t next_id[EVENT_TYPES];
    uint64_t events;
    int64_t daily[DAILY_COUNT];
};

#define SAMPLE_START     INT64_C(1772380800000) /* 2026-03-02 00:00 CST */
#define SAMPLE_CUSTOMERS 10000u

static inline void sample_emit(struct sample *s, struct sim_event event)
{
    if (s->status == FK_OK && s->level != SIM_SUMMARY) {
        event.priority = event.type;
        s->events++;
        s->status = s->recorder->event(s->recorder->context, &event);
    }
}

static inline void sample_minute(struct sample *s, ms_t at, enum sim_series series, uint32_t count)
{
    if (s->status == FK_OK) {
        s->status = s->recorder->minute(s->recorder->context, at - at % MS_MINUTE, series, count);
    }
}

static inline uint32_t sample_id(struct sample *s, enum event_type type)
{
    return ++s->next_id[type];
}

static inline void sample_sms(struct sample *s, ms_t at, uint32_t customer, enum sms_kind kind,
                              uint32_t ref)
{
    struct sim_event e = {.at = at,
                          .type = EVENT_SMS,
                          .entity = customer,
                          .id = sample_id(s, EVENT_SMS),
                          .ref = ref,
                          .kind = (uint8_t)kind,
                          .state = SMS_CREATED,
                          .value = 1};
    static const struct {
        enum sms_state state;
        ms_t after;
    } steps[] = {{SMS_CREATED, -3 * MS_HOUR},
                 {SMS_WAIT_WINDOW, -3 * MS_HOUR},
                 {SMS_QUEUED, 0},
                 {SMS_SUBMITTED, 0},
                 {SMS_SUBMIT_OK, 0},
                 {SMS_DELIVERED, 5 * MS_SECOND}};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        e.state = (uint8_t)steps[i].state;
        e.at = at + steps[i].after;
        sample_emit(s, e);
    }
    s->daily[DAILY_SMS]++;
}

/* An order with one command that succeeds, or three that do not. */
static inline uint32_t sample_order(struct sample *s, ms_t at, uint32_t customer,
                                    enum order_kind kind, bool fails)
{
    uint32_t strategy = sample_id(s, EVENT_STRATEGY);
    uint32_t order = sample_id(s, EVENT_ORDER);
    uint8_t n1 = kind == ORDER_CUT ? RELAY_TRIP : RELAY_CLOSE;
    struct sim_event e = {.at = at, .type = EVENT_STRATEGY, .entity = customer, .id = strategy};
    e.kind = kind == ORDER_CUT ? STRATEGY_CUT : STRATEGY_RESTORE;
    e.value = -208;
    sample_emit(s, e);
    e = (struct sim_event){.at = at, .type = EVENT_ORDER, .entity = customer, .id = order};
    e.ref = strategy;
    e.kind = (uint8_t)kind;
    sample_emit(s, e);
    enum result_code code = fails ? RESULT_CRYPTO_UNAVAILABLE : RESULT_OK;
    ms_t now = at;
    for (uint8_t try = 1; try <= (fails ? 3 : 1); try++) {
        e.at = now;
        e.attempt = try;
        e.state = ORDER_SENT;
        sample_emit(s, e);
        struct sim_event c = {.at = now, .type = EVENT_COMMAND, .entity = customer, .ref = order};
        c.id = sample_id(s, EVENT_COMMAND);
        c.kind = n1;
        c.attempt = try;
        c.value = now + 30 * MS_MINUTE;
        sample_emit(s, c);
        now += 10 * MS_SECOND;
        c.at = now;
        c.state = COMMAND_ANSWERED;
        c.code = (uint8_t)code;
        sample_emit(s, c);
        now += fails ? 60 * MS_SECOND : 0;
    }
    e.at = now;
    e.code = (uint8_t)code;
    e.state = fails ? ORDER_FAILED : ORDER_SUCCESS;
    sample_emit(s, e);
    e.state = ORDER_CLOSED;
    e.code = RESULT_NONE;
    sample_emit(s, e);
    if (!fails) {
        bool is_cut = kind == ORDER_CUT;
        struct sim_event r = {.at = now, .type = EVENT_RELAY, .entity = customer, .value = 2400};
        r.kind = is_cut ? RELAY_CLOSED : RELAY_OPEN;
        r.state = is_cut ? RELAY_OPEN : RELAY_CLOSED;
        r.seq = 4 * order;
        sample_emit(s, r);
        r.type = EVENT_SUPPLY;
        r.kind = 0;
        r.state = !is_cut;
        r.seq++;
        sample_emit(s, r);
    }
    return order;
}

static inline void sample_payment(struct sample *s, ms_t at, uint32_t customer)
{
    struct sim_event e = {.at = at, .type = EVENT_PAYMENT, .entity = customer, .value = 10000};
    e.id = sample_id(s, EVENT_PAYMENT);
    e.kind = (uint8_t)(customer / 10 % (PAY_COUNTER + 1));
    for (uint8_t state = 0; state <= PAYMENT_POSTED; state++) {
        e.state = state == PAYMENT_POSTED && s->is_undone ? PAYMENT_UNDONE : state;
        e.at = at + (state == PAYMENT_POSTED ? MS_MINUTE : 0);
        sample_emit(s, e);
    }
}

static inline void sample_calculation(struct sample *s, uint32_t day)
{
    ms_t at = s->start + day * MS_DAY + 5 * MS_HOUR;
    for (uint32_t i = 0; i < SAMPLE_CUSTOMERS && s->level == SIM_FULL; i++) {
        struct sim_event e = {.at = at - MS_HOUR, .type = EVENT_READING, .entity = i};
        e.id = (uint32_t)clock_day_number(SAMPLE_START) + day;
        e.state = i % 500 != 7;
        e.value = 800 * day;
        sample_emit(s, e);
        e.type = EVENT_CALC;
        e.at = at;
        e.state = FEE_NORMAL;
        e.value = 50000 - 416 * (int64_t)day;
        sample_emit(s, e);
    }
    for (uint32_t minute = 0; minute < 20; minute++) {
        sample_minute(s, at - 5 * MS_HOUR + (5 + minute) * MS_MINUTE, SERIES_READINGS, 500);
        sample_minute(s, at - MS_HOUR + minute * MS_MINUTE, SERIES_CALCULATIONS, 500);
    }
    s->daily[DAILY_METERS] = s->daily[DAILY_READ] = s->daily[DAILY_CALCULATED] = SAMPLE_CUSTOMERS;
    s->daily[DAILY_CALC_END_MS] = 4 * MS_HOUR + 14 * MS_MINUTE;
    s->daily[DAILY_KWH100] = 800 * SAMPLE_CUSTOMERS;
}

static inline void sample_cut_morning(struct sample *s, uint32_t day)
{
    ms_t midnight = s->start + day * MS_DAY;
    bool has_fault = s->has_fault && day == 1;
    for (uint32_t i = 0; i < s->cuts_per_day; i++) {
        uint32_t customer = (100 * i + 10 * (day - 1)) % SAMPLE_CUSTOMERS;
        struct sim_event d = {
            .at = midnight + 5 * MS_HOUR, .type = EVENT_DECISION, .entity = customer};
        d.kind = FEE_WARNED;
        d.state = FEE_NOTICE;
        d.value = -208;
        sample_emit(s, d);
        sample_sms(s, midnight + 8 * MS_HOUR, customer, SMS_PRE_CUT, 1);
        bool fails = has_fault && i % 2 == 0;
        ms_t at = midnight + 8 * MS_HOUR + 30 * MS_MINUTE + 5 * MS_SECOND + i / 50 * 10 * MS_SECOND;
        uint32_t order = sample_order(s, at, customer, ORDER_CUT, fails);
        if (!fails) {
            sample_sms(s, at + 10 * MS_SECOND, customer, SMS_CUT_DONE, order);
            s->daily[DAILY_CUTS]++;
        } else {
            s->daily[DAILY_CUT_FAILURES]++;
        }
        if (s->pays && !fails) {
            ms_t paid = at + 2 * MS_HOUR + i * 37 * MS_SECOND;
            sample_payment(s, paid, customer);
            if (s->is_undone)
                continue;
            sample_order(s, paid + MS_MINUTE, customer, ORDER_RESTORE, false);
            s->daily[DAILY_PAYMENTS]++;
            s->daily[DAILY_PAID_FEN] += 10000;
            s->daily[DAILY_POSTED_FEN] += 10000;
            ms_t minute = midnight + 10 * MS_HOUR + (30 + i) * MS_MINUTE; /* roughly `paid` */
            sample_minute(s, minute, SERIES_PAYMENTS_PAID, 1);
            sample_minute(s, minute + MS_MINUTE, SERIES_PAYMENTS_POSTED, 1);
            sample_minute(s, minute + MS_MINUTE, SERIES_RESTORES, 1);
            sample_minute(s, minute + MS_MINUTE, SERIES_SUPPLY_ON, 1);
            s->daily[DAILY_RESTORE_ORDERS]++;
            s->daily[DAILY_RESTORES]++;
        }
    }
    sample_minute(s, midnight + 8 * MS_HOUR, SERIES_SMS_SUBMITTED, s->cuts_per_day);
    sample_minute(s, midnight + 8 * MS_HOUR + 30 * MS_MINUTE, SERIES_ORDERS_CREATED,
                  s->cuts_per_day);
    uint32_t failed = has_fault ? s->cuts_per_day / 2 : 0;
    sample_minute(s, midnight + 8 * MS_HOUR + 30 * MS_MINUTE, SERIES_CUTS,
                  s->cuts_per_day - failed);
    sample_minute(s, midnight + 8 * MS_HOUR + 30 * MS_MINUTE, SERIES_SUPPLY_OFF,
                  s->cuts_per_day - failed);
    sample_minute(s, midnight + 8 * MS_HOUR + 30 * MS_MINUTE, SERIES_COMMANDS_OK,
                  s->cuts_per_day - failed);
    for (uint32_t try = 0; try < 3 && failed > 0; try++) {
        sample_minute(s, midnight + 8 * MS_HOUR + (30 + try) * MS_MINUTE, SERIES_COMMANDS_FAILED,
                      failed);
    }
    s->daily[DAILY_CUT_ORDERS] = s->cuts_per_day;
    s->daily[DAILY_CUT_STRATEGIES] = s->cuts_per_day;
}

static inline void sample_day(struct sample *s, uint32_t day)
{
    ms_t at = s->start + day * MS_DAY;
    memset(s->daily, 0, sizeof s->daily);
    sample_calculation(s, day);
    if (day == 1 && s->has_fault) {
        struct sim_event f = {.at = at + 8 * MS_HOUR, .type = EVENT_FAULT, .id = 1, .state = 1};
        if (s->fault_to > 0)
            f.at = s->start + s->fault_from;
        sample_emit(s, f);
        f.at = s->fault_to > 0 ? s->start + s->fault_to : f.at + 4 * MS_HOUR;
        f.state = 0;
        sample_emit(s, f);
    }
    for (uint32_t i = 0; day == 1 && i < s->more_faults; i++) {
        struct sim_event f = {.at = at + 9 * MS_HOUR, .type = EVENT_FAULT, .kind = 1, .id = 2 + i};
        f.state = 1;
        sample_emit(s, f);
        f.at += (1 + i) * MS_HOUR;
        f.state = 0;
        sample_emit(s, f);
    }
    if (s->first > 1 && day == s->first && s->has_fault)
        sample_emit(s, (struct sim_event){
                           .at = s->start + s->fault_to, .type = EVENT_FAULT, .id = 1, .state = 0});
    if (day == 0) {
        for (uint32_t i = 0; i < 1000; i++) {
            sample_sms(s, at + 8 * MS_HOUR, 10 * i, i < 700 ? SMS_WARNING : SMS_REMINDER, 1);
        }
        s->daily[DAILY_WARNINGS] = 700;
        s->daily[DAILY_REMINDERS] = 300;
        sample_minute(s, at + 8 * MS_HOUR, SERIES_SMS_SUBMITTED, 900); /* in two parts */
        sample_minute(s, at + 8 * MS_HOUR, SERIES_SMS_SUBMITTED, 100);
    } else {
        sample_cut_morning(s, day);
    }
    s->daily[DAILY_CUSTOMERS_OFF] = s->pays ? 0 : (int64_t)(day * s->cuts_per_day);
    if (s->status == FK_OK) {
        s->status = s->recorder->daily(s->recorder->context, at, s->daily);
    }
    for (int64_t low = -5000; low < 55000 && s->status == FK_OK; low += 1000) {
        int64_t rich = 50000 - 416 * (int64_t)(day + 1);
        uint32_t customers = low <= rich && rich < low + 1000 ? 9000 : 0;
        customers += low >= -416 * (int64_t)day && low < 4368 - 416 * (int64_t)day ? 200 : 0;
        if (customers > 0) {
            s->status =
                s->recorder->histogram(s->recorder->context, at, low, low + 1000, customers);
        }
    }
}

/* Tells the whole run; FK_OK or what the recorder said first. */
static inline int sample_run(struct sample *s)
{
    s->start = SAMPLE_START;
    const struct sim_run_info info = {.id = "S-99",
                                      .title = "Sample & <test>",
                                      .title_zh = s->title_zh,
                                      .story = "A made-up run that looks like the reference model.",
                                      .source = "tests/sample.yaml",
                                      .settings = "days=11",
                                      .version = "0.1.0",
                                      .digest = "0123456789abcdef",
                                      .seed = UINT64_C(18446744073709551615),
                                      .level = s->level,
                                      .start = s->start,
                                      .end = s->start + s->days * MS_DAY,
                                      .customers = SAMPLE_CUSTOMERS,
                                      .concentrators = 50,
                                      .feps = 2};
    s->status = s->recorder->begin(s->recorder->context, &info);
    for (uint32_t day = s->first; day < s->days && s->status == FK_OK; day++) {
        sample_day(s, day);
    }
    if (s->has_violation && s->status == FK_OK) {
        const struct sim_violation violation = {
            .at = s->start + MS_DAY + 9 * MS_HOUR,
            .invariant = 3,
            .customer = 4711,
            .text = "cut command left for customer 4711 with available 12.00 >= <overdraft> 0.00"};
        s->status = s->recorder->violation(s->recorder->context, &violation);
    }
    struct sim_run_result result = {.fingerprint = "00112233aabbccdd",
                                    .events = s->events,
                                    .violations = s->has_violation,
                                    .wall_seconds = 1.25,
                                    .memory_bytes = 4u << 20};
    if (s->status == FK_OK) {
        s->status = s->recorder->end(s->recorder->context, &result);
    }
    return s->status;
}
#endif
