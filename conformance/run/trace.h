/* conformance/run/trace.h - every byte of a run with its moment: the evidence from which verdicts
 * follow.
 *
 * A trace is a list of entries in order of time. Bytes lie in one arena; entries refer to it by
 * offset, so that growing moves nothing that is kept. Owned by the caller; not shared between
 * threads.
 *
 *   entries: [TEST][SENT][RECEIVED][RECEIVED][SENT][SILENCE] ... [TEST] ...
 *               |     |__________ bytes[offset .. offset+size)
 *               +-- the bytes are the test's id
 *
 * Passwords never enter a trace: a request that carries one is recorded with 00 00 00 in its place
 * and the check sum that fits (conformance/dlt645/dlt645_ask.h). */
#ifndef CONFORMANCE_RUN_TRACE_H
#define CONFORMANCE_RUN_TRACE_H
#include "base/clock.h"
#include "base/err.h"
#include <stdint.h>

enum conform_entry_kind {
    CONFORM_ENTRY_TEST,     /* a test begins; bytes: its id; `wall` is set */
    CONFORM_ENTRY_SENT,     /* `at`: the last byte has left */
    CONFORM_ENTRY_RECEIVED, /* `at`: the bytes were taken */
    CONFORM_ENTRY_STRAY,    /* came unasked: thrown away before a request was sent; of many, the
                               first CONFORM_STRAY_KEPT */
    CONFORM_ENTRY_SILENCE,  /* nothing came until `at` */
    CONFORM_ENTRY_WAIT,     /* the test let time pass until `at` */
    CONFORM_ENTRY_STOPPED,  /* Ctrl-C or SIGTERM was seen here */
    CONFORM_ENTRY_LOST,     /* the line broke; bytes: the sentence that says why */
    CONFORM_ENTRY_REOPENED, /* a lost line was opened again, to put the device back */
    CONFORM_ENTRY_RETUNED,  /* the port was opened at another speed; bytes: its digits */
    CONFORM_ENTRY_KINDS
};

struct conform_entry {
    uint8_t kind;       /* enum conform_entry_kind */
    uint8_t is_restore; /* part of putting the device back, after the test proper */
    ms_t at;            /* ms since the run began */
    ms_t from;          /* SENT only: before the first byte was given away; <= at */
    ms_t wall;          /* TEST only: civil time at `at` */
    size_t offset, size;
};

struct conform_trace {
    struct conform_entry *entries;
    size_t count, capacity;
    uint8_t *bytes;
    size_t size, bytes_capacity;
};

void conform_trace_init(struct conform_trace *trace);
void conform_trace_fini(struct conform_trace *trace);
/* Room for so many entries and bytes, so that adding them cannot fail. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int conform_trace_reserve(struct conform_trace *trace, size_t entries, size_t bytes);
/* Appends an entry with a copy of its bytes. Returns its index (>= 0) or FK_E_MEMORY. */
FK_MUST_CHECK int conform_trace_add(struct conform_trace *trace, const struct conform_entry *entry,
                                    const void *bytes, size_t size);
/* Bytes of an entry; valid until the next add. */
const uint8_t *conform_trace_bytes(const struct conform_trace *trace,
                                   const struct conform_entry *entry);
/* Joins a run of received bytes: entry `index` and the RECEIVED entries directly behind it, as one
 * frame may come in pieces. Returns how many bytes were written, at most `capacity`. */
size_t conform_trace_join(const struct conform_trace *trace, int index, uint8_t *out,
                          size_t capacity);
/* "sent", "received" ...; never NULL. The names are those of the evidence file. */
const char *conform_entry_kind_name(unsigned kind);
/* Kind for a name, or FK_E_NOT_FOUND. */
int conform_entry_kind_find(const char *name);
#endif
