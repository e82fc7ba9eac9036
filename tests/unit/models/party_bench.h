/* tests/unit/models/party_bench.h - a port that goes nowhere: keeps what one party sends and notes,
 * so that a test of that party alone can look at it. */
#ifndef TESTS_UNIT_MODELS_PARTY_BENCH_H
#define TESTS_UNIT_MODELS_PARTY_BENCH_H
#include "base/chance.h"
#include "models/house/party.h"
#include "models/house/segments.h"
#include "models/meter/relay.h"
#include "tests/unit/fk_check.h"
#include <stdbool.h>
#include <stdlib.h>

/* 2026-03-02 00:00:00 CST, a Monday, and its day number. */
#define BENCH_MIDNIGHT  (INT64_C(1772380800) * MS_SECOND)
#define BENCH_DAY       clock_day_number(BENCH_MIDNIGHT)
#define BENCH_KEPT      8192
#define BENCH_CUSTOMERS 131072

struct bench_sent {
    uint32_t to;
    ms_t delay;
    struct message message;
};
struct bench_note {
    ms_t at;
    struct party_note note;
};
struct bench {
    struct party_port port;
    struct bench_sent sent[BENCH_KEPT];
    struct bench_note notes[BENCH_KEPT];
    unsigned sent_count, note_count;
};

static inline void bench_send(const struct party_port *port, uint32_t to,
                              const struct message *message, ms_t delay)
{
    struct bench *bench = port->context;
    ck_assert_uint_lt(bench->sent_count, BENCH_KEPT);
    ck_assert_int_ge(delay, PARTY_HOP);
    bench->sent[bench->sent_count++] = (struct bench_sent){to, delay, *message};
}

static inline void bench_note(const struct party_port *port, const struct party_note *note,
                              ms_t now)
{
    struct bench *bench = port->context;
    ck_assert_uint_lt(bench->note_count, BENCH_KEPT);
    ck_assert(bench->note_count == 0 || bench->notes[bench->note_count - 1].at <= now);
    bench->notes[bench->note_count++] = (struct bench_note){now, *note};
}

/* Ends with the process of the test. */
static inline struct bench *bench_new(uint32_t self)
{
    static struct bench bench;
    bench.port = (struct party_port){&bench, self, bench_send, bench_note};
    bench.sent_count = bench.note_count = 0;
    return &bench;
}

static inline void bench_clear(struct bench *bench)
{
    bench->sent_count = bench->note_count = 0;
}

/* Everybody is in segment 0, a test puts some into 1; rows 0 and 1 of every table. Segment 0 is
 * restored by a direct close, 1 by a permit. */
static inline struct segments *bench_segments(void)
{
    static uint8_t of[BENCH_CUSTOMERS];
    static struct segment rows[2] = {{.restore = RELAY_CLOSE}, {1, 1, 1, RELAY_PERMIT}};
    static struct segments segments = {of, rows};
    return &segments;
}

/* Messages of a type that went to `to`. */
static inline unsigned bench_sent_count(const struct bench *bench, unsigned type, uint32_t to)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->sent_count; i++)
        n += bench->sent[i].message.type == type && bench->sent[i].to == to;
    return n;
}

/* The latest message of a type, whoever got it; fails if there is none. */
static inline struct message bench_last(const struct bench *bench, unsigned type)
{
    for (unsigned i = bench->sent_count; i > 0; i--)
        if (bench->sent[i - 1].message.type == type)
            return bench->sent[i - 1].message;
    ck_abort_msg("no message of type %u was sent", type);
}

/* Notes of a type in a state. */
static inline unsigned bench_note_count(const struct bench *bench, unsigned type, unsigned state)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->note_count; i++)
        n += bench->notes[i].note.type == type && bench->notes[i].note.state == state;
    return n;
}

/* The latest note of a type; fails if there is none. */
static inline struct party_note bench_last_note(const struct bench *bench, unsigned type)
{
    for (unsigned i = bench->note_count; i > 0; i--)
        if (bench->notes[i - 1].note.type == type)
            return bench->notes[i - 1].note;
    ck_abort_msg("no note of type %u was made", type);
}

/* The latest note about an order; fails if there is none. */
static inline struct party_note bench_order(const struct bench *bench, uint32_t id)
{
    for (unsigned i = bench->note_count; i > 0; i--)
        if (bench->notes[i - 1].note.type == EVENT_ORDER && bench->notes[i - 1].note.id == id)
            return bench->notes[i - 1].note;
    ck_abort_msg("order %u has no note", id);
}

/* Seed of a property test: FK_TEST_SEED or a fixed one, printed so that a failure can be repeated.
 */
static inline uint64_t bench_seed(const char *test)
{
    const char *text = getenv("FK_TEST_SEED");
    uint64_t seed = text ? strtoull(text, NULL, 0) : 20260302;
    printf("# %s: FK_TEST_SEED=%llu\n", test, (unsigned long long)seed);
    fflush(stdout);
    return seed;
}
#endif
