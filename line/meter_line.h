/* line/meter_line.h - the virtual meter on a line: what arrives, what leaves, and when.
 *
 * Pure: bytes and moments in, bytes and moments out; no I/O, no clock. The same line serves the
 * simulated transport (virtual clock) and the meter server (real clock), so that both answer alike:
 *
 *   input(now) -> [ bytes on the way ] -> meter_receive -> [ answer waits ] -> output(now)
 *                         `---- echo (RS-485 adapters that hear themselves) ----^
 *
 * One answer is on the way at a time: bytes that arrive while it waits or leaves stay in the
 * queue and are handled when its last byte has left (half duplex). Several meters may hang on the
 * line: all hear all; answers that two give to the same bytes collide, a 0 wins over a 1. Not
 * shared between threads. */
#ifndef LINE_METER_LINE_H
#define LINE_METER_LINE_H
#include "base/clock.h"
#include "models/meter/device/device.h"

#define METER_LINE_QUEUE 1536 /* bytes on the way in each direction */
#define METER_LINE_RUNS  16   /* pieces of them with a beginning of their own */
#define METER_LINE_BITS  11   /* start, 8 data, even parity, stop: DL/T 645-2007 clause 4.3 */

enum meter_line_direction { METER_LINE_REQUEST, METER_LINE_ANSWER };

/* Called when the meter takes `size` request bytes or when an answer of `size` bytes starts to
 * leave, at the line's moment `at`. */
typedef void meter_line_hook(void *context, enum meter_line_direction direction, ms_t at,
                             const uint8_t *bytes, size_t size);

/* Bytes that follow each other as the speed of the line and a gap say. Byte k of a run, from 0, is
 * there at start + (k + 1) bytes on the wire + k gaps. */
struct meter_line_run {
    ms_t start;
    uint16_t next, left; /* number of the first byte that is still there, and how many are */
    uint32_t gap_ms;
};

/* Bytes on the way; a ring would save copies that nobody counts, so this is a flat array that moves
 * down. */
struct meter_line_queue {
    size_t size;
    size_t run_count;
    struct meter_line_run runs[METER_LINE_RUNS];
    uint8_t bytes[METER_LINE_QUEUE];
};

/* How the meters' time goes by that of the line: `speed` times as fast since `line_at`, when it was
 * `meter_at`. 1 as a rule; 0: it stands and goes in steps alone. What happens on the line (delays,
 * silence) keeps the line's time. */
struct meter_pace {
    ms_t line_at, meter_at;
    uint32_t speed;
};

struct meter_line {
    struct meter_device *meter; /* borrowed; the first of `count` in a row */
    size_t count;
    struct meter_pace pace;
    uint32_t baud;         /* 0: bytes take no time; else 11 bits a byte */
    bool is_echo;          /* every input byte also comes back */
    uint8_t echo_flip;     /* bits inverted in the first echoed byte of an input: a collision */
    uint32_t gap_ms;       /* silence between two bytes of an answer */
    uint32_t errors;       /* bytes in a million that arrive with a wrong bit, either way */
    uint64_t noise;        /* which: a state of chance, any value */
    meter_line_hook *hook; /* may be NULL */
    void *hook_context;
    ms_t now;           /* latest moment seen; earlier ones are lifted to it */
    ms_t busy_until;    /* last byte of the present answer leaves; requests wait until then */
    ms_t heard_at;      /* a meter heard bytes */
    bool is_look_again; /* the meter answered and may hold another frame */
    struct meter_line_queue in, out;
};

/* `meter` must be initialised and outlive the line. Set count, baud, echo and the rest
 * afterwards. */
void meter_line_init(struct meter_line *line, struct meter_device *meter, ms_t now);
/* Puts bytes on the line towards the meter at `now`. Returns how many were taken: fewer than
 * `size` only if METER_LINE_QUEUE bytes are already on the way (or the echo is not read). */
size_t meter_line_input(struct meter_line *line, const uint8_t *bytes, size_t size, ms_t now);
/* Lets time pass and moves bytes that have arrived by `now` to out[0..capacity). Returns how many.
 */
size_t meter_line_output(struct meter_line *line, ms_t now, uint8_t *out, size_t capacity);
/* Next moment at which meter_line_output may have something to do, or MS_NEVER. May lie in the
 * past: then call meter_line_output now. */
ms_t meter_line_due(const struct meter_line *line);
/* The peer has gone: bytes on the way in both directions are lost, and what the meter has heard
 * of an unfinished frame is forgotten. */
void meter_line_reset(struct meter_line *line);
/* Time of the meters at `at` of the line. */
static inline ms_t meter_line_time(const struct meter_line *line, ms_t at)
{
    return line->pace.meter_at + (at - line->pace.line_at) * (ms_t)line->pace.speed;
}
/* From `at` of the line on, the meters' time goes with `speed`, after a jump by `by` >= 0. */
void meter_line_pace(struct meter_line *line, ms_t at, uint32_t speed, ms_t by);
/* True if nothing is on the way and no meter waits for the rest of a frame at `now`. */
bool meter_line_is_idle(const struct meter_line *line, ms_t now);
/* What leaves is cut off where it is; an echo with it. */
void meter_line_hush(struct meter_line *line);
#endif
