/* sim/watch/log.h - the event log of a run: takes the parties' notes, puts them in canonical order,
 * counts, hashes and hands them to the recorder. Notes come from actors on small stacks; everything
 * else happens in log_drain, in the main context. Order: (at, priority of the type, entity,
 * sequence of the entity). */
#ifndef SIM_WATCH_LOG_H
#define SIM_WATCH_LOG_H
#include "base/image.h"
#include "models/house/party.h"
#include "sim/watch/recorder.h"
#include <stdbool.h>

#define LOG_PIECE 64 /* events that are hashed with one call */

struct sim_log {
    const struct sim_recorder *recorder; /* may be NULL: hash and count only */
    enum sim_level level;
    bool lets_go;     /* meters let trips go by themselves: a relay that closes restores nobody */
    struct log_note { /* noted and not drained yet, in order of time: an event without its moment */
        int64_t value;
        uint32_t customer, id, ref;
        uint32_t place; /* among the notes; in the order of events once they are put so */
        uint8_t type, priority, kind, state, code, attempt;
        uint16_t zero;
    } * notes;
    uint32_t count, capacity;
    struct log_moment { /* of the notes from the end of the one before it up to `end` */
        ms_t at;
        uint32_t end, zero;
    } * moments;
    uint32_t moment_count, moment_capacity;
    struct sim_event piece[LOG_PIECE]; /* in order, not hashed yet */
    uint32_t piece_count;
    void *hash;            /* XXH3 state */
    uint64_t total;        /* events drained */
    struct sim_event last; /* drained last, to check the order */
    uint64_t disorders;    /* events that came before `last` (INV-15) */
    ms_t minute;           /* that `series` counts */
    uint32_t series[SERIES_COUNT];
    struct log_minute { /* closed minutes, not told to the recorder yet */
        ms_t minute;
        uint32_t series, count;
    } * minutes;
    uint32_t minute_count, minute_capacity;
    int64_t daily[DAILY_COUNT]; /* of the day so far */
    int err;                    /* first error of noting */
};

/* Place of a type of event among those of one millisecond, 0 first: causes before effects. */
uint8_t log_priority(unsigned type);
FK_MUST_CHECK int log_init(struct sim_log *log, const struct sim_recorder *recorder,
                           enum sim_level level);
void log_fini(struct sim_log *log);
/* One note at `now` (never before an earlier note). Any context. Errors stay in log->err. At level
 * summary notes of past milliseconds are worked off here when many have come together, so that a
 * burst at one moment needs no memory for the next. */
void log_note(struct sim_log *log, const struct party_note *note, ms_t now);
/* Adds to a series that is no count of events, such as readings. Any context; errors as above. */
void log_count(struct sim_log *log, enum sim_series series, uint32_t count, ms_t now);
/* Orders, hashes, counts and records everything noted so far; call when no more notes can come for
 * the last noted millisecond. */
FK_MUST_CHECK int log_drain(struct sim_log *log);
/* Closes the day that starts at `day`: records its row and starts a new one. The caller has drained
 * and filled the items that are no counts of events. */
FK_MUST_CHECK int log_day(struct sim_log *log, ms_t day);
/* 16 hex digits and a NUL: XXH3-64 of all drained events but EVENT_READING and EVENT_CALC, which
 * depend on the recording level, EVENT_COPY and EVENT_VISIT. */
void log_fingerprint(const struct sim_log *log, char out[17]);
/* The log when everything noted is drained: hash and counters (base/image.h). */
void log_image(struct sim_log *log, struct image *image);
#endif
