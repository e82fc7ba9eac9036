/* line/transport_echo.h - takes the echo of RS-485 adapters off a line.
 *
 * On a two-wire bus some adapters hear their own bytes. Everything sent is expected back, in order,
 * before anything else:
 *
 *   sent  | FE FE 68 .. 16 |
 *   heard | FE FE 68 .. 16 | FE FE 68 .. 91 .. 16 |
 *           taken off         ready for the receiver
 *
 * While AUTO is undecided, bytes that could be echo are held back: the first byte that is not what
 * was sent decides OFF and makes them ready, the last expected byte decides ON. Silence for longer
 * than the bytes take on the wire decides OFF too.
 *
 * Pure, with no clock of its own; not shared between threads. */
#ifndef LINE_TRANSPORT_ECHO_H
#define LINE_TRANSPORT_ECHO_H
#include "base/clock.h"
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

/* RS-485 adapters may hear their own bytes. ON: exactly the bytes sent come back first and are
 * taken off the line; a difference is a collision (FK_E_IO with a sentence). AUTO: decided by the
 * first send: if the first bytes received are the bytes sent, as ON from then on, else as OFF. */
enum transport_echo { TRANSPORT_ECHO_OFF, TRANSPORT_ECHO_ON, TRANSPORT_ECHO_AUTO };

#define TRANSPORT_COLLISION "collision on the line" /* how its sentence begins */

#define TRANSPORT_ECHO_SENT    4096 /* bytes sent and not heard back yet */
#define TRANSPORT_ECHO_CHUNK   512  /* bytes a call of transport_echo_heard may bring */
#define TRANSPORT_ECHO_WAIT_MS 200  /* AUTO: echo comes within this after the time on the wire */

struct transport_echo_filter {
    uint8_t mode; /* enum transport_echo; AUTO until decided */
    uint32_t baud;
    ms_t give_up;    /* AUTO: silence up to here means that there is no echo */
    size_t expected; /* sent[0..expected) are not heard back yet, */
    size_t held;     /* AUTO: but sent[0..held) came, the first at held_at */
    ms_t held_at;
    uint8_t sent[TRANSPORT_ECHO_SENT];
    size_t ready_size; /* ready[0..ready_size) are for the receiver, the first came at ready_at */
    ms_t ready_at;
    uint8_t ready[TRANSPORT_ECHO_SENT + TRANSPORT_ECHO_CHUNK];
};

void transport_echo_init(struct transport_echo_filter *filter, uint8_t mode, uint32_t baud);
/* Notes bytes that were sent at `now`. FK_E_SPACE if more than TRANSPORT_ECHO_SENT bytes would wait
 * to be heard back; nothing is noted then. */
FK_MUST_CHECK int transport_echo_sent(struct transport_echo_filter *filter, const uint8_t *bytes,
                                      size_t size, ms_t now);
/* Sorts bytes[0..size) (size <= TRANSPORT_ECHO_CHUNK), heard at `at`, into echo and ready bytes. To
 * be called with nothing ready. FK_OK, or FK_E_IO: a collision (with `ON`, a byte differs from what
 * was sent); the rest of the expectation and of `bytes` is dropped. */
FK_MUST_CHECK int transport_echo_heard(struct transport_echo_filter *filter, const uint8_t *bytes,
                                       size_t size, ms_t at, struct fk_diag *diag);
/* Nothing was heard up to `now`: AUTO decides OFF if echo is overdue, and held bytes get ready. */
void transport_echo_silence(struct transport_echo_filter *filter, ms_t now);
/* Moves ready bytes to out[0..capacity); *at is when the first of them was heard. Returns how many.
 */
size_t transport_echo_take(struct transport_echo_filter *filter, uint8_t *out, size_t capacity,
                           ms_t *at);
#endif
