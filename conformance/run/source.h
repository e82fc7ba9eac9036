/* conformance/run/source.h - what a test talks to: the live line or a recorded trace.
 *
 * A test sends, receives and waits through a source and learns of time only from what the source
 * returns. So its verdict is a function of the trace: run again on the recorded trace it must send
 * the same bytes and comes to the same verdict, without the device.
 *
 *   live:    test -> source -> transport        every call appends to the trace
 *   replay:  test -> source -> recorded trace   every call consumes entries of the trace
 *
 * Moments are milliseconds since the run began. Owned by the caller; not shared between threads. */
#ifndef CONFORMANCE_RUN_SOURCE_H
#define CONFORMANCE_RUN_SOURCE_H
#include "conformance/run/trace.h"
#include "line/transport.h"

enum conform_source_state {
    CONFORM_SOURCE_READY,
    CONFORM_SOURCE_STOPPED,  /* Ctrl-C or SIGTERM; until conform_source_resume */
    CONFORM_SOURCE_LOST,     /* the line broke; only putting the device back opens it again */
    CONFORM_SOURCE_DIVERGED, /* replay: the test does not do what the trace says */
    CONFORM_SOURCE_BROKEN    /* out of memory */
};

/* What the line is made of decides what its moments are worth (conformance/dlt645/dlt645_ask.h,
 * delays). */
enum conform_line_kind {
    CONFORM_LINE_VIRTUAL, /* sim: moments are exact */
    CONFORM_LINE_LOCAL,   /* pty: bytes are there when they are sent */
    CONFORM_LINE_SERIAL,  /* the end of the send is the end of the last byte on the wire */
    CONFORM_LINE_NETWORK  /* tcp: a serial server may still be sending when the send ends */
};

#define CONFORM_PATIENCE_MS      10000  /* a plug put back, a serial server started again */
#define CONFORM_PATIENCE_OPEN_MS 120000 /* the supply may be open: no customer is left so at once */

/* What a line may bring. Noise and floods come without end; a run keeps this much of them. */
#define CONFORM_STRAY_KEPT  4096      /* unasked bytes before one request */
#define CONFORM_TRACE_BYTES (2 << 20) /* of the whole run ... */
#define CONFORM_TRACE_COUNT 100000    /* ... and entries; a tenth more to put the device back */

/* Opens a lost line again and returns it, borrowed; NULL if it cannot be had within `limit_ms`.
 * The line given to the source before is not used any more if another one is returned. */
typedef struct transport *conform_reopen_fn(void *context, ms_t limit_ms);

/* Opens the line at another speed and returns it, borrowed; NULL if that cannot be had. */
typedef struct transport *conform_retune_fn(void *context, uint32_t baud);

struct conform_source {
    struct transport *line;            /* NULL: replay */
    const volatile sig_atomic_t *stop; /* live: raised by a signal; NULL never */
    struct conform_trace *trace;       /* appended to, or consumed */
    size_t cursor;                     /* replay: next entry */
    enum conform_source_state state;
    enum conform_line_kind kind;
    conform_reopen_fn *reopen;    /* live; NULL: a lost line stays lost */
    conform_retune_fn *retune;    /* live; NULL: there is only one speed */
    void *reopen_context;         /* of both */
    bool was_lost;                /* the line broke once, opened again or not */
    bool is_dead;                 /* and could not be opened again in this test */
    bool is_tried;                /* live: opening it was tried in this test */
    bool is_losing;               /* live: the line has not worked since `losing_since` */
    ms_t losing_since, opened_at; /* live: moments; opened_at: when it was opened again last */
    ms_t patience_ms;             /* how long it is tried */
    bool is_restore;              /* entries belong to putting the device back */
    ms_t begin;                   /* live: transport_now at the start of the run */
    ms_t now;                     /* moment of the latest entry */
    ms_t wall_base;               /* civil time - moment, taken at the last TEST entry */
    void (*traced)(void *context, const struct conform_trace *trace); /* live: after each entry */
    void *traced_context;
    int last_sent, last_received; /* indexes in the trace, -1 none */
    size_t strays;                /* unasked bytes in this test so far, as the trace holds them */
    struct fk_diag diag;          /* why LOST, DIVERGED or BROKEN */
};

/* Live: `line`, `trace` and `stop` (may be NULL) are borrowed; the line gets `stop` as its flag. */
void conform_source_init_live(struct conform_source *source, struct transport *line,
                              struct conform_trace *trace, const volatile sig_atomic_t *stop);
void conform_source_init_replay(struct conform_source *source, struct conform_trace *trace);
/* Kind of line of a URI; "" and unknown ones are LOCAL. */
enum conform_line_kind conform_line_kind_of(const char *uri);

/* Begins a test: marks the trace and takes the civil time. Replay: moves to the next TEST entry,
 * FK_E_NOT_FOUND if it is not there. After DIVERGED a replay goes on with the next test. */
FK_MUST_CHECK int conform_source_begin(struct conform_source *source, const char *id);

/* Between tests: true if the run was stopped here. */
bool conform_source_is_stopped(struct conform_source *source);

/* Throws away what came unasked, then sends `bytes`. `shown` (the same size) is what the trace
 * holds in their place: the same bytes, or without a password. FK_OK, or FK_E_STATE: see
 * source->state. */
FK_MUST_CHECK int conform_source_send(struct conform_source *source, const uint8_t *bytes,
                                      const uint8_t *shown, size_t size);
/* Sends without throwing away: for the later parts of a request sent in parts. */
FK_MUST_CHECK int conform_source_send_more(struct conform_source *source, const uint8_t *bytes,
                                           size_t size);
/* n > 0 bytes, 0 silence until the deadline, FK_E_STATE. source->now is the moment. */
FK_MUST_CHECK int conform_source_receive(struct conform_source *source, ms_t deadline,
                                         uint8_t *bytes, size_t capacity);
/* Throws away what comes unasked until nothing has come for `quiet_ms`. 1: quiet; 0: bytes still
 * come after `limit_ms`, or faster than anything that talks DL/T 645; FK_E_STATE. */
FK_MUST_CHECK int conform_source_hush(struct conform_source *source, ms_t quiet_ms, ms_t limit_ms);
/* Goes on at another speed. False: that cannot be had. */
bool conform_source_retune(struct conform_source *source, uint32_t baud);
FK_MUST_CHECK int conform_source_wait(struct conform_source *source, ms_t until);
/* From here to the end of restoring the device is put back: a stop, raised before or meanwhile,
 * does not keep the source from talking, and a lost line is opened again if that is possible. */
void conform_source_begin_restore(struct conform_source *source);
void conform_source_end_restore(struct conform_source *source);
/* While restoring: opens a lost line again. True if the source can talk. A line that opens and
 * breaks at once is opened once a second; all tries together end CONFORM_PATIENCE_MS after the
 * first loss, or what conform_source_be_patient says for this test. */
bool conform_source_revive(struct conform_source *source);
void conform_source_be_patient(struct conform_source *source, ms_t patience_ms);
/* The line works: the next loss is one of its own. */
void conform_source_works(struct conform_source *source);
/* Civil time at source->now. */
ms_t conform_source_wall(const struct conform_source *source);
#endif
