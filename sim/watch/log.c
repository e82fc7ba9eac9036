#include "sim/watch/log.h"

#include "base/grow.h"
#include "models/meter/relay.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define XXH_STATIC_LINKING_ONLY /* the state of a hash as a record */
#include <xxhash.h>

#define SETTLE_AT 16384 /* notes */
#define FEW       16    /* notes of one moment that are put in order one by one */

/* Place of a type among the events of one millisecond: causes before effects. */
static const uint8_t priorities[EVENT_TYPES] = {
    [EVENT_FAULT] = 0,    [EVENT_READING] = 1,   [EVENT_CALC] = 2,       [EVENT_PAYMENT] = 3,
    [EVENT_STRATEGY] = 4, [EVENT_DECISION] = 5,  [EVENT_ORDER] = 6,      [EVENT_COMMAND] = 7,
    [EVENT_READ] = 8,     [EVENT_RELAY] = 9,     [EVENT_SUPPLY] = 10,    [EVENT_SMS] = 11,
    [EVENT_QUERY] = 12,   [EVENT_TERMINAL] = 13, [EVENT_AGREEMENT] = 14, [EVENT_WALLET] = 15,
    [EVENT_CALL] = 16,    [EVENT_BILL] = 17,     [EVENT_COPY] = 18,      [EVENT_VISIT] = 19,
    [EVENT_BARRED] = 20};

uint8_t log_priority(unsigned type)
{
    return type < EVENT_TYPES ? priorities[type] : UINT8_MAX;
}

int log_init(struct sim_log *log, const struct sim_recorder *recorder, enum sim_level level)
{
    *log = (struct sim_log){.recorder = recorder, .level = level, .capacity = 4096, .minute = -1};
    log->notes = malloc(log->capacity * sizeof *log->notes);
    log->hash = XXH3_createState();
    if (!log->notes || !log->hash) {
        log_fini(log);
        return FK_E_MEMORY;
    }
    memset(log->hash, 0, sizeof(XXH3_state_t)); /* all of it may be saved */
    XXH3_64bits_reset(log->hash);
    return FK_OK;
}

void log_fini(struct sim_log *log)
{
    free(log->notes);
    free(log->moments);
    free(log->minutes);
    XXH3_freeState(log->hash);
    log->minutes = NULL;
    log->moments = NULL;
    log->notes = NULL;
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

/* Two notes of one type about one record of one customer in one millisecond come from one party, so
 * their places say in which order it made them; notes of different parties are told apart by type
 * or record, never by who ran first. Decisions are fee control's alone, whatever their strategy:
 * each goes on from the one before it. */
static int compare_notes(const void *left, const void *right)
{
    const struct log_note *a = left, *b = right;
    if (a->priority != b->priority)
        return a->priority < b->priority ? -1 : 1;
    if (a->customer != b->customer)
        return a->customer < b->customer ? -1 : 1;
    if (a->id != b->id && a->type != EVENT_DECISION)
        return a->id < b->id ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

/* Readings and calculations are noted at recording level full only, copies say what receipts and
 * their way make, and visits what becomes of an order: they are kept out of the fingerprint. */
static bool is_hashed(const struct sim_event *e)
{
    return e->type != EVENT_READING && e->type != EVENT_CALC && e->type != EVENT_COPY &&
           e->type != EVENT_VISIT;
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
    } else if (e->state == PAYMENT_UNDONE) {
        log->daily[DAILY_PAID_FEN] -= e->value;
    } else if (e->state == PAYMENT_REVERSED) {
        log->daily[DAILY_POSTED_FEN] -= e->value;
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
    case EVENT_RELAY: /* a permit is neither, nor a trip that is delayed */
        log->series[SERIES_CUTS] += e->kind < RELAY_OPEN && e->state >= RELAY_OPEN;
        log->series[SERIES_RESTORES] +=
            e->kind >= RELAY_OPEN && e->state == RELAY_CLOSED && !log->lets_go;
        break;
    case EVENT_SUPPLY:
        log->series[e->state ? SERIES_SUPPLY_ON : SERIES_SUPPLY_OFF]++;
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
    case EVENT_CALL:
        if (e->state != CALL_UNANSWERED)
            log->daily[e->state == CALL_COMPLAINT ? DAILY_COMPLAINTS : DAILY_CALLS]++;
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

static void hash_piece(struct sim_log *log)
{
    XXH3_64bits_update(log->hash, log->piece, log->piece_count * sizeof *log->piece);
    log->piece_count = 0;
}

/* `e` is in the place of the piece that is free. */
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
    log->piece_count += is_hashed(e);
    if (log->piece_count == LOG_PIECE)
        hash_piece(log);
    return err;
}

/* Puts the notes of one moment, few or nearly in order, into canonical order. */
static void insert_each(struct log_note *notes, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        if (compare_notes(&notes[i - 1], &notes[i]) <= 0)
            continue;
        struct log_note note = notes[i];
        uint32_t at = i;
        for (; at > 0 && compare_notes(&notes[at - 1], &note) > 0; at--)
            notes[at] = notes[at - 1];
        notes[at] = note;
    }
}

static bool is_ordered(const struct log_note *notes, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (compare_notes(&notes[i - 1], &notes[i]) > 0)
            return false;
    return true;
}

/* Many notes of one moment: each goes to the piece of its priority, which is mostly in order by
 * then. `place` says where to, and what is in one piece keeps its order. */
static void order_by_priority(struct log_note *notes, uint32_t count)
{
    uint32_t begin[EVENT_TYPES + 1] = {0}, next[EVENT_TYPES];
    for (uint32_t i = 0; i < count; i++)
        begin[notes[i].priority + 1]++;
    for (unsigned p = 0; p < EVENT_TYPES; p++) {
        begin[p + 1] += begin[p];
        next[p] = begin[p];
    }
    for (uint32_t i = 0; i < count; i++)
        notes[i].place = next[notes[i].priority]++;
    for (uint32_t i = 0; i < count; i++)
        while (notes[i].place != i) { /* each swap brings one to its place */
            struct log_note note = notes[i];
            notes[i] = notes[note.place];
            notes[note.place] = note;
        }
    for (unsigned p = 0; p < EVENT_TYPES; p++)
        if (!is_ordered(&notes[begin[p]], begin[p + 1] - begin[p]))
            qsort(&notes[begin[p]], begin[p + 1] - begin[p], sizeof *notes, compare_notes);
}

/* Drains the notes of one moment in canonical order. */
static int settle_moment(struct sim_log *log, ms_t at, struct log_note *notes, uint32_t count)
{
    int err = FK_OK;
    if (count <= FEW)
        insert_each(notes, count);
    else
        order_by_priority(notes, count);
    for (uint32_t i = 0; i < count && err == FK_OK; i++) {
        const struct log_note *note = &notes[i];
        struct sim_event *e = &log->piece[log->piece_count];
        bool is_next =
            i > 0 && log->last.priority == note->priority && log->last.entity == note->customer;
        *e = (struct sim_event){.at = at,
                                .value = note->value,
                                .entity = note->customer,
                                .seq = is_next ? log->last.seq + 1 : 0,
                                .id = note->id,
                                .ref = note->ref,
                                .type = note->type,
                                .priority = note->priority,
                                .kind = note->kind,
                                .state = note->state,
                                .code = note->code,
                                .attempt = note->attempt};
        err = drain_one(log, e);
    }
    return err;
}

/* Works off everything noted: millisecond by millisecond. */
static int settle(struct sim_log *log)
{
    int err = log->err;
    uint32_t begin = 0;
    for (uint32_t i = 0; i < log->moment_count && err == FK_OK; i++) {
        const struct log_moment *moment = &log->moments[i];
        err = settle_moment(log, moment->at, &log->notes[begin], moment->end - begin);
        begin = moment->end;
    }
    hash_piece(log);
    log->count = 0;
    log->moment_count = 0;
    if (log->capacity > 4 * SETTLE_AT) { /* the room of a burst at one moment */
        free(log->notes);
        log->notes = NULL;
        log->capacity = 0;
    }
    return err;
}

int log_drain(struct sim_log *log)
{
    int err = settle(log);
    return err == FK_OK ? tell_minutes(log) : err;
}

/* The moment of the notes that are made now. NULL: no memory. */
static struct log_moment *moment_of(struct sim_log *log, ms_t now)
{
    if (log->moment_count > 0 && log->moments[log->moment_count - 1].at == now)
        return &log->moments[log->moment_count - 1];
    if (grow_for_one(&log->moments, sizeof *log->moments, log->moment_count,
                     &log->moment_capacity) != FK_OK)
        return NULL;
    log->moments[log->moment_count] = (struct log_moment){.at = now};
    return &log->moments[log->moment_count++];
}

void log_note(struct sim_log *log, const struct party_note *note, ms_t now)
{
    if (log->count >= SETTLE_AT && log->level == SIM_SUMMARY &&
        log->moments[log->moment_count - 1].at < now)
        log->err = settle(log); /* a past millisecond is complete; nothing goes to the recorder */
    struct log_moment *moment = moment_of(log, now);
    if (!moment ||
        grow_for_one(&log->notes, sizeof *log->notes, log->count, &log->capacity) != FK_OK) {
        log->err = FK_E_MEMORY;
        return;
    }
    log->notes[log->count] = (struct log_note){.value = note->value,
                                               .customer = note->customer,
                                               .id = note->id,
                                               .ref = note->ref,
                                               .place = log->count,
                                               .type = note->type,
                                               .priority = priorities[note->type],
                                               .kind = note->kind,
                                               .state = note->state,
                                               .code = note->code,
                                               .attempt = note->attempt};
    moment->end = ++log->count;
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
