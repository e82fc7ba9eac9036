#include "sim/watch/log.h"

#include "base/grow.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define XXH_STATIC_LINKING_ONLY /* the state of a hash as a record */
#include <xxhash.h>

#define SETTLE_AT 16384 /* notes */
#define FEW       16    /* notes of one moment that are put in order one by one */

/* Place of a type among the events of one millisecond: causes before effects. */
static const uint8_t priorities[EVENT_TYPES] = {
    [EVENT_FAULT] = 0,    [EVENT_READING] = 1,  [EVENT_CALC] = 2,    [EVENT_PAYMENT] = 3,
    [EVENT_STRATEGY] = 4, [EVENT_DECISION] = 5, [EVENT_ORDER] = 6,   [EVENT_COMMAND] = 7,
    [EVENT_READ] = 8,     [EVENT_RELAY] = 9,    [EVENT_SUPPLY] = 10, [EVENT_SMS] = 11,
    [EVENT_QUERY] = 12,   [EVENT_TERMINAL] = 13};

uint8_t log_priority(unsigned type)
{
    return type < EVENT_TYPES ? priorities[type] : UINT8_MAX;
}

int log_init(struct sim_log *log, const struct sim_recorder *recorder, enum sim_level level)
{
    *log = (struct sim_log){.recorder = recorder, .level = level, .capacity = 4096, .minute = -1};
    log->events = malloc(log->capacity * sizeof *log->events);
    log->hash = XXH3_createState();
    if (!log->events || !log->hash) {
        log_fini(log);
        return FK_E_MEMORY;
    }
    memset(log->hash, 0, sizeof(XXH3_state_t)); /* all of it may be saved */
    XXH3_64bits_reset(log->hash);
    return FK_OK;
}

void log_fini(struct sim_log *log)
{
    free(log->events);
    free(log->minutes);
    XXH3_freeState(log->hash);
    log->minutes = NULL;
    log->events = NULL;
    log->hash = NULL;
}

static int compare(const void *left, const void *right)
{
    const struct sim_event *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->priority != b->priority)
        return a->priority < b->priority ? -1 : 1;
    if (a->entity != b->entity)
        return a->entity < b->entity ? -1 : 1;
    return a->seq < b->seq ? -1 : a->seq > b->seq;
}

/* Before an event has its sequence, `seq` is its place among the notes. Two notes of one type about
 * one record of one customer in one millisecond come from one party, so their places say in which
 * order it made them; notes of different parties are told apart by type or record, never by who ran
 * first. */
static int compare_notes(const void *left, const void *right)
{
    const struct sim_event *a = left, *b = right;
    if (a->priority == b->priority && a->entity == b->entity && a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return compare(left, right);
}

/* Readings and calculations are noted at recording level full only: they are kept out of the
 * fingerprint. */
static bool is_hashed(const struct sim_event *e)
{
    return e->type != EVENT_READING && e->type != EVENT_CALC;
}

/* Counter of a day that an event adds one to, or -1. Tables as data: order states by kind. */
static int order_counter(const struct sim_event *e)
{
    static const struct {
        uint8_t kind, state;
        uint8_t item;
    } rows[] = {{ORDER_CUT, ORDER_CREATED, DAILY_CUT_ORDERS},
                {ORDER_CUT, ORDER_SUCCESS, DAILY_CUTS},
                {ORDER_FIELD_CUT, ORDER_SUCCESS, DAILY_CUTS},
                {ORDER_CUT, ORDER_FAILED, DAILY_CUT_FAILURES},
                {ORDER_RESTORE, ORDER_CREATED, DAILY_RESTORE_ORDERS},
                {ORDER_RESTORE, ORDER_SUCCESS, DAILY_RESTORES},
                {ORDER_FIELD_RESTORE, ORDER_SUCCESS, DAILY_RESTORES},
                {ORDER_EXCHANGE, ORDER_SUCCESS, DAILY_RESTORES},
                {ORDER_FIELD_CUT, ORDER_CREATED, DAILY_FIELD_ORDERS},
                {ORDER_EXCHANGE, ORDER_CREATED, DAILY_FIELD_ORDERS},
                {ORDER_FIELD_RESTORE, ORDER_CREATED, DAILY_FIELD_ORDERS},
                {ORDER_EXCEPTION, ORDER_CREATED, DAILY_EXCEPTION_ORDERS}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].kind == e->kind && rows[i].state == e->state)
            return rows[i].item;
    return -1;
}

static void count_strategy(struct sim_log *log, const struct sim_event *e)
{
    static const int items[STRATEGY_KINDS] = {[STRATEGY_REMIND] = DAILY_REMINDERS,
                                              [STRATEGY_WARN] = DAILY_WARNINGS,
                                              [STRATEGY_CUT] = DAILY_CUT_STRATEGIES,
                                              [STRATEGY_RESTORE] = -1};
    if (e->state == STRATEGY_LIVE && items[e->kind] >= 0)
        log->daily[items[e->kind]]++;
}

static void count_payment(struct sim_log *log, const struct sim_event *e)
{
    if (e->state == PAYMENT_PAID) {
        log->daily[DAILY_PAYMENTS]++;
        log->daily[DAILY_PAID_FEN] += e->value;
        log->series[SERIES_PAYMENTS_PAID]++;
    } else if (e->state == PAYMENT_POSTED) {
        log->daily[DAILY_POSTED_FEN] += e->value;
        log->series[SERIES_PAYMENTS_POSTED]++;
    }
}

static void count(struct sim_log *log, const struct sim_event *e)
{
    int item;
    switch (e->type) {
    case EVENT_STRATEGY:
        count_strategy(log, e);
        break;
    case EVENT_ORDER:
        item = order_counter(e);
        if (item >= 0)
            log->daily[item]++;
        log->series[SERIES_ORDERS_CREATED] += e->state == ORDER_CREATED;
        break;
    case EVENT_COMMAND:
        if (e->state == COMMAND_ANSWERED)
            log->series[e->code == RESULT_OK ? SERIES_COMMANDS_OK : SERIES_COMMANDS_FAILED]++;
        break;
    case EVENT_SUPPLY:
        log->series[e->state ? SERIES_RESTORES : SERIES_CUTS]++;
        break;
    case EVENT_SMS:
        if (e->state != SMS_SUBMITTED)
            break;
        log->series[SERIES_SMS_SUBMITTED] += (uint32_t)e->value;
        log->daily[DAILY_SMS]++;
        log->daily[DAILY_SMS_PRE_CUT] += e->kind == SMS_PRE_CUT;
        log->daily[DAILY_SMS_CUT] += e->kind == SMS_CUT_DONE;
        break;
    case EVENT_PAYMENT:
        count_payment(log, e);
        break;
    default:
        break;
    }
}

/* The recorder is told later, from the main context; until then one row a minute and series. */
static int add_minute(struct sim_log *log, ms_t minute, uint32_t series, uint32_t count)
{
    for (uint32_t i = log->minute_count; i > 0 && log->minutes[i - 1].minute == minute; i--)
        if (log->minutes[i - 1].series == series) {
            log->minutes[i - 1].count += count;
            return FK_OK;
        }
    if (grow_for_one(&log->minutes, sizeof *log->minutes, log->minute_count,
                     &log->minute_capacity) != FK_OK)
        return FK_E_MEMORY;
    log->minutes[log->minute_count++] = (struct log_minute){minute, series, count};
    return FK_OK;
}

static int close_minute(struct sim_log *log)
{
    int err = FK_OK;
    for (uint32_t series = 0; series < SERIES_COUNT && err == FK_OK; series++) {
        if (log->series[series] > 0)
            err = add_minute(log, log->minute, series, log->series[series]);
        log->series[series] = 0;
    }
    return err;
}

void log_count(struct sim_log *log, enum sim_series series, uint32_t count, ms_t now)
{
    if (count > 0 && add_minute(log, now - now % MS_MINUTE, series, count) != FK_OK)
        log->err = FK_E_MEMORY;
}

static int tell_minutes(struct sim_log *log)
{
    int err = FK_OK;
    bool is_heard = log->recorder && log->recorder->minute;
    for (uint32_t i = 0; i < log->minute_count && err == FK_OK && is_heard; i++)
        err = log->recorder->minute(log->recorder->context, log->minutes[i].minute,
                                    (enum sim_series)log->minutes[i].series, log->minutes[i].count);
    log->minute_count = 0;
    return err;
}

static int drain_one(struct sim_log *log, const struct sim_event *e)
{
    ms_t minute = e->at - e->at % MS_MINUTE;
    int err = FK_OK;
    if (log->total > 0 && compare(&log->last, e) >= 0)
        log->disorders++;
    log->last = *e;
    log->total++;
    if (minute != log->minute) {
        err = close_minute(log);
        log->minute = minute;
    }
    count(log, e);
    if (err == FK_OK && log->level > SIM_SUMMARY && log->recorder && log->recorder->event)
        err = log->recorder->event(log->recorder->context, e);
    return err;
}

/* One call for each piece of events that stand together: the digest is that of event by event. */
static void hash(struct sim_log *log, uint32_t begin, uint32_t end)
{
    while (begin < end) {
        uint32_t stop = begin;
        while (stop < end && is_hashed(&log->events[stop]))
            stop++;
        if (stop > begin)
            XXH3_64bits_update(log->hash, &log->events[begin],
                               (stop - begin) * sizeof *log->events);
        begin = stop + 1;
    }
}

/* Puts the notes of one moment, few or nearly in order, into canonical order. */
static void insert_each(struct sim_event *events, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        if (compare_notes(&events[i - 1], &events[i]) <= 0)
            continue;
        struct sim_event event = events[i];
        uint32_t at = i;
        for (; at > 0 && compare_notes(&events[at - 1], &event) > 0; at--)
            events[at] = events[at - 1];
        events[at] = event;
    }
}

static bool is_ordered(const struct sim_event *events, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (compare_notes(&events[i - 1], &events[i]) > 0)
            return false;
    return true;
}

/* Many notes of one moment: each goes to the piece of its priority, which is mostly in order by
 * then. `place` has room for `count`. */
static void order_by_priority(struct sim_event *events, uint32_t count, uint32_t *place)
{
    uint32_t begin[EVENT_TYPES + 1] = {0}, next[EVENT_TYPES];
    for (uint32_t i = 0; i < count; i++)
        begin[events[i].priority + 1]++;
    for (unsigned p = 0; p < EVENT_TYPES; p++) {
        begin[p + 1] += begin[p];
        next[p] = begin[p];
    }
    for (uint32_t i = 0; i < count; i++)
        place[i] = next[events[i].priority]++;
    for (uint32_t i = 0; i < count; i++)
        while (place[i] != i) { /* each swap brings one to its place */
            uint32_t to = place[i];
            struct sim_event event = events[to];
            events[to] = events[i];
            events[i] = event;
            place[i] = place[to];
            place[to] = to;
        }
    for (unsigned p = 0; p < EVENT_TYPES; p++)
        if (!is_ordered(&events[begin[p]], begin[p + 1] - begin[p]))
            qsort(&events[begin[p]], begin[p + 1] - begin[p], sizeof *events, compare_notes);
}

static int order(struct sim_event *events, uint32_t count)
{
    if (count <= FEW) {
        insert_each(events, count);
        return FK_OK;
    }
    uint32_t *place = malloc(count * sizeof *place);
    if (!place)
        return FK_E_MEMORY;
    order_by_priority(events, count, place);
    free(place);
    return FK_OK;
}

/* Works off everything noted: millisecond by millisecond, each in canonical order. */
static int settle(struct sim_log *log)
{
    int err = log->err;
    uint32_t begin = 0;
    while (begin < log->count && err == FK_OK) {
        uint32_t end = begin + 1;
        while (end < log->count && log->events[end].at == log->events[begin].at)
            end++;
        uint32_t first = begin;
        err = order(&log->events[begin], end - begin);
        for (; begin < end && err == FK_OK; begin++) {
            struct sim_event *e = &log->events[begin];
            bool is_next =
                begin > first && e[-1].priority == e->priority && e[-1].entity == e->entity;
            e->seq = is_next ? e[-1].seq + 1 : 0;
            err = drain_one(log, &log->events[begin]);
        }
    }
    hash(log, 0, begin);
    log->count = 0;
    if (log->capacity > 4 * SETTLE_AT) { /* the room of a burst at one moment */
        free(log->events);
        log->events = NULL;
        log->capacity = 0;
    }
    return err;
}

int log_drain(struct sim_log *log)
{
    int err = settle(log);
    return err == FK_OK ? tell_minutes(log) : err;
}

void log_note(struct sim_log *log, const struct party_note *note, ms_t now)
{
    if (log->count >= SETTLE_AT && log->level == SIM_SUMMARY &&
        log->events[log->count - 1].at < now)
        log->err = settle(log); /* a past millisecond is complete; nothing goes to the recorder */
    if (grow_for_one(&log->events, sizeof *log->events, log->count, &log->capacity) != FK_OK) {
        log->err = FK_E_MEMORY;
        return;
    }
    log->events[log->count] = (struct sim_event){.at = now,
                                                 .value = note->value,
                                                 .entity = note->customer,
                                                 .seq = log->count,
                                                 .id = note->id,
                                                 .ref = note->ref,
                                                 .type = note->type,
                                                 .priority = priorities[note->type],
                                                 .kind = note->kind,
                                                 .state = note->state,
                                                 .code = note->code,
                                                 .attempt = note->attempt};
    log->count++;
}

int log_day(struct sim_log *log, ms_t day)
{
    int err = close_minute(log);
    log->minute = -1;
    if (err == FK_OK)
        err = tell_minutes(log);
    if (err == FK_OK && log->recorder && log->recorder->daily)
        err = log->recorder->daily(log->recorder->context, day, log->daily);
    memset(log->daily, 0, sizeof log->daily);
    return err;
}

void log_fingerprint(const struct sim_log *log, char out[17])
{
    snprintf(out, 17, "%016llx", (unsigned long long)XXH3_64bits_digest(log->hash));
}

/* What a hash without seed and secret of its own has taken in; the rest is what a reset makes. */
static void image_hash(XXH3_state_t *hash, struct image *image)
{
    unsigned version = XXH_versionNumber();
    IMAGE(image, version);
    image_expect(image, version == XXH_versionNumber(), "another version of libxxhash made it");
    IMAGE(image, hash->acc);
    IMAGE(image, hash->buffer);
    IMAGE(image, hash->bufferedSize);
    IMAGE(image, hash->nbStripesSoFar);
    IMAGE(image, hash->totalLen);
    image_expect(image,
                 hash->bufferedSize <= sizeof hash->buffer &&
                     hash->nbStripesSoFar <= hash->nbStripesPerBlock,
                 "the state of the hash in it is none");
}

void log_image(struct sim_log *log, struct image *image)
{
    if (log->count > 0 || log->minute_count > 0)
        image_fail(image, FK_E_STATE, "the event log is not drained");
    image_part(image, "log");
    image_hash(log->hash, image);
    IMAGE(image, log->total);
    IMAGE(image, log->last);
    IMAGE(image, log->disorders);
    IMAGE(image, log->minute);
    IMAGE(image, log->series);
    IMAGE(image, log->daily);
}
