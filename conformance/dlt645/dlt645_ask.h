/* conformance/dlt645/dlt645_ask.h - what the steps of a test are made of: ask, look at what
 * came, judge.
 *
 * A step function runs from top to bottom and returns when a helper says false:
 *
 *   case_prepare(c)    from here a surprise makes the test inconclusive ...
 *   case_judge(c)      ... and from here it breaks the requirement (the state at the start)
 *   case_ask, case_read ...          talk; false: the run ended here (stopped, line lost)
 *   case_expect_...                  assert on what came; false: broken, the test is over
 *
 * Only bytes received and their moments are judged, and they come from the trace: see source.h.
 * Whoever changes the device says so first (case_touch_...), so that
 * conformance/dlt645/dlt645_restore.h puts it back. All functions serve suite*.c; a case belongs
 * to one thread. */
#ifndef CONFORMANCE_DLT645_DLT645_ASK_H
#define CONFORMANCE_DLT645_DLT645_ASK_H
#include "conformance/dlt645/dlt645_journal.h"
#include "conformance/dlt645/dlt645_stale.h"
#include "conformance/run/case.h"
#include "protocol/dlt645/dlt645_scan.h"

#define CASE_SILENCE_MARGIN_MS 30  /* after the limit, before silence is believed */
#define CASE_STAMP_MS          5   /* by how much a moment of a real line may be off: scheduling */
#define CASE_COPY_MS           200 /* for the copy of an answer to pass by */
#define CASE_LATE_MS           500 /* how long beyond the limit a late answer is still taken */

/* Data identifiers that the suites read. */
#define DI_ENERGY         0x00010000u /* forward active energy, total */
#define DI_ENERGY_BLOCK   0x0001FF00u /* total and tariffs */
#define DI_CLOCK          0x0400010Cu
#define DI_DATE           0x04000101u /* YYMMDDWW */
#define DI_TIME           0x04000102u /* hhmmss */
#define DI_ADDRESS        0x04000401u
#define DI_METER_NUMBER   0x04000402u
#define DI_ASSET_CODE     0x04000403u
#define DI_STATUS_3       0x04000503u
#define DI_TRIP_DELAY     0x04001401u
#define DI_INSTANT_TIME   0x05010001u
#define DI_DAILY_TIME     0x05060001u
#define DI_DAILY_ENERGY   0x05060101u
#define DI_TRIP_COUNT     0x1D000001u
#define DI_TRIP_TIME      0x1D000101u
#define DI_TRIP_OPERATOR  0x1D000201u
#define DI_CLOSE_COUNT    0x1E000001u
#define DI_CLOSE_OPERATOR 0x1E000201u

enum case_answer_kind {
    CASE_SILENT, /* not one byte */
    CASE_NOISE,  /* bytes, and no valid frame among them */
    CASE_FRAME
};

/* What came after a request. */
struct case_answer {
    enum case_answer_kind kind;
    struct dlt645_frame frame; /* FRAME */
    int why;                   /* NOISE: FK_E_FORMAT or FK_E_CHECKSUM */
    ms_t sent_from;            /* before the request was given away ... */
    ms_t sent_at;              /* ... and after its end */
    ms_t first_at;             /* first byte of the answer (not SILENT) */
    ms_t gap_ms;               /* longest silence between its pieces */
    unsigned stale;            /* answers to earlier requests that came before it */
    struct case_proof proof;
};

/* What the test may have changed, and how it was. */
struct case_found {
    bool has_status;
    uint16_t status;         /* status word 3 before the first change */
    bool is_relay_touched;   /* a trip or close was sent, or an order that should not exist */
    bool is_close_confirmed; /* a close was answered as done */
    uint32_t lost_item;      /* a write of it was confirmed while putting back, and is not there */
    bool may_be_open;      /* a trip may have been executed and no close has been confirmed since */
    bool was_maybe_open;   /* the same before the last order: what a refusal of it goes back to */
    bool may_be_protected; /* 3A was sent, and no 3B confirmed since: b12 may not show it */
    bool is_status_fresh;  /* no control command since `last_status` was read */
    uint16_t last_status;
    ms_t clock_offset; /* meter clock - civil time of the line */
};

/* With what a write or a command opens the meter. */
enum case_access {
    CASE_RIGHT,
    CASE_WRONG_PASSWORD,
    CASE_LOWEST_LEVEL /* the right password, sent as that of level 09 */
};

/* A control command 1CH. Zero fields: own address, right password, valid for five minutes. */
struct case_order {
    uint8_t n1;
    bool is_wrong_password;
    bool is_wrong_level;    /* PA 09, with the right password */
    const uint8_t *address; /* NULL: the device's own */
    ms_t valid_ms;          /* valid until: meter clock + this */
    const uint8_t *until;   /* six bytes ss mm hh DD MM YY instead */
};

/* The item that a test writes: as found and another value. */
struct case_item {
    uint32_t di;
    uint8_t size; /* 1..16 */
    uint8_t old[16], other[16];
};

#define CASE_SLOTS 26 /* numbers kept under 'a' to 'z' */

/* What this protocol keeps of a test: conform_case.own. */
struct dlt645_own {
    struct case_found found;
    struct dlt645_journal journal;
    ms_t settle_until; /* source moment up to which the relay may still follow the last order */
    struct dlt645_scanner scanner; /* bytes received since the last request */
    /* what steps hand to each other */
    ms_t clock;                /* of the meter, when the relay was found closed */
    ms_t offset;               /* clock that a broadcast is measured by, ahead of civil time */
    struct case_answer answer; /* of the last ITEM */
    int weekday;               /* of the clock as read last: 0 Sunday .. 6 */
    bool has_no_clock_item;    /* 0400010C was refused: date and time are read one by one */
    struct case_item item;
    struct case_order wild_order; /* n1 0: none was sent */
    bool is_found_open;           /* a lost close left the relay open: it is to stay so */
    int64_t kept[CASE_SLOTS];
};

/* What one test has shown and the others must know: the beginning of conform_case.memory. */
struct dlt645_known {
    bool are_no_frames; /* the answers to the probe were bytes, and no frame among them */
    bool is_close_lost; /* a close was confirmed and not executed */
    bool is_time_taken; /* the broadcast time of the day was used up by one that is too far away */
    struct dlt645_stale stale;
};

/* NULL outside a run. */
static inline struct dlt645_known *known(const struct conform_case *c)
{
    return c->memory;
}

static inline struct dlt645_own *own(const struct conform_case *c)
{
    return c->own;
}

/* --- talking; false ends the test --- */

/* Request to the device's own address; `data` in clear. */
struct dlt645_frame case_request(const struct conform_case *c, uint8_t function, const void *data,
                                 size_t size);
struct dlt645_frame case_read_request(const struct conform_case *c, uint32_t di);
/* Sends four FE and the frame. */
bool case_send(struct conform_case *c, const struct dlt645_frame *request);
/* Sends bytes as they are. */
bool case_send_bytes(struct conform_case *c, const uint8_t *bytes, size_t size);
bool case_send_more(struct conform_case *c, const uint8_t *bytes, size_t size);
/* Sends a frame whose data hold the password at `at`; the trace gets 00 00 00 there. */
bool case_send_secret(struct conform_case *c, const struct dlt645_frame *request, size_t at);
/* Takes the next frame: waits for it as long as an answer may take, and longer to see how late it
 * is. */
bool case_receive(struct conform_case *c, struct case_answer *answer);
/* Takes what comes until silence may be believed; less patient than case_receive. */
bool case_listen(struct conform_case *c, struct case_answer *answer);
bool case_ask(struct conform_case *c, const struct dlt645_frame *request,
              struct case_answer *answer);
bool case_read(struct conform_case *c, uint32_t di, struct case_answer *answer);
/* What `size` bytes take on the wire, in ms, rounded up; 0 on lines without one (sim:, pty:). */
ms_t case_wire_ms(const struct conform_case *c, size_t size);
/* The delay as measured, which the answer times of a run are made of; never negative. */
ms_t case_delay(const struct conform_case *c, const struct case_answer *answer);
/* Bounds of the answer delay, so that late and early is called only what is so for certain. The
 * last byte of the request was on the wire
 *   sim:     at the moment of the send, exactly,
 *   pty:     between the stamps before and after the send,
 *   serial:  the same, and not before its bytes can have left at the baud rate,
 *   tcp:     after the first stamp, and as late as a serial server needs for its bytes at the baud
 *            rate;
 * on real lines CASE_STAMP_MS more either way. */
ms_t case_delay_least(const struct conform_case *c, const struct case_answer *answer);
ms_t case_delay_most(const struct conform_case *c, const struct case_answer *answer);
/* Lets the answer to a request that nobody waited for pass by, so that it is not taken for
 * another's and two do not speak at once. */
bool case_wait_quiet(struct conform_case *c);

/* --- judging --- */

/* The answers of this meter are no frames, which one test judges: unknown. Returns false. */
bool case_not_judged(struct conform_case *c, const struct case_answer *answer);
/* A close was confirmed and the relay is open all the same: broken. Returns false. */
bool case_close_lost(struct conform_case *c, uint16_t status);
/* The same for a write. */
bool case_write_lost(struct conform_case *c, uint32_t item);
/* Broken, with the usual words for what came; noise of the line is not held against the meter:
 * unknown (line). Returns false. */
bool case_broken_by(struct conform_case *c, const struct case_answer *answer, const char *expected);
/* A valid frame came, from the device's own address, with D7 and the function code of `function`.
 */
bool case_expect_frame(struct conform_case *c, const struct case_answer *answer, uint8_t function);
/* ... and it is a normal answer of `size` data bytes. */
bool case_expect_done(struct conform_case *c, const struct case_answer *answer, uint8_t function,
                      size_t size);
/* ... and it is a normal answer to a read of `di` with `size` bytes behind the identifier; they are
 * then at answer->frame.data + 4. size 0: any. */
bool case_expect_item(struct conform_case *c, const struct case_answer *answer, uint32_t di,
                      size_t size);
/* ... and it is an answer to a read of `di`, or a refusal: a sound frame, whatever the meter has.
 */
bool case_expect_sound(struct conform_case *c, const struct case_answer *answer, uint32_t di);
/* ... and it is an error answer whose ERR byte has one of the bits of `bits`. */
bool case_expect_error(struct conform_case *c, const struct case_answer *answer, uint8_t function,
                       uint8_t bits, struct fk_text meaning);
/* Nothing came. */
bool case_expect_silence(struct conform_case *c, const struct case_answer *answer, const char *why);
/* Reads an item of `size` bytes and expects it. */
bool case_get(struct conform_case *c, uint32_t di, size_t size, uint8_t *out,
              struct case_answer *answer);
/* Reads a BCD number of `size` bytes. */
bool case_get_number(struct conform_case *c, uint32_t di, size_t size, int64_t *out,
                     struct case_answer *answer);
/* Reads 0400010C, or 04000101 and 04000102 where it is refused, and expects a date and time that
 * exist. */
bool case_get_clock(struct conform_case *c, ms_t *out, struct case_answer *answer);
/* Reads status word 3. The first time in a test it is kept as found. */
bool case_get_status(struct conform_case *c, uint16_t *out, struct case_answer *answer);
/* --- changing the device; all of them note what restore.h must put back --- */

/* Sends it; take the answer with case_receive or case_listen, then call case_order_answered. */
bool case_order_send(struct conform_case *c, const struct case_order *order);
void case_order_answered(struct conform_case *c, const struct case_order *order,
                         const struct case_answer *answer);
/* Sends a usual command to the device and takes the answer. */
bool case_control(struct conform_case *c, uint8_t n1, struct case_answer *answer);
/* ... and expects that it was executed: 9C without data, or with the execution word (a remark). */
bool case_control_done(struct conform_case *c, uint8_t n1, struct case_answer *answer);

/* Write 14H of an item; `access` as above. The value found (`old`) is written back at
 * the end unless it is NULL. size <= 16. */
bool case_write(struct conform_case *c, const uint8_t *address, uint32_t di, const uint8_t *bytes,
                const uint8_t *old, size_t size, enum case_access access);
/* Says that the clock is about to be set; false: it must not be. Call after case_find_clock or
 * case_get_clock. */
bool case_touch_clock(struct conform_case *c);
/* Reads 0400010C until the second changes, so that the clock is known to the time between two reads
 * and not to a second only; keeps found.clock_offset. */
bool case_find_clock(struct conform_case *c, struct case_answer *answer);
/* Writes 0400010C so that the clock is `offset` ahead of the line's civil time, on the boundary of
 * a second. `answer` is what came; nothing is expected of it. */
bool case_set_clock(struct conform_case *c, ms_t offset, struct case_answer *answer);

/* Writes what came in a few words: "silence", "error answer D1, ERR 02" ... */
#define CASE_TEXT 256
void case_answer_text(const struct case_answer *answer, enum fk_lang lang, char *out,
                      size_t capacity);
#endif
