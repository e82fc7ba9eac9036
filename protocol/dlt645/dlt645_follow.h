/* protocol/dlt645/dlt645_follow.h - long answers in several frames (follow-up frames, 7.2): the
 * master puts them together, the meter cuts them. Pure state over the caller's memory, reentrant.
 *
 *   11 -> B1 DI data          12 DI 01 -> B2 DI data 01          12 DI 02 -> 92 DI data 02
 *
 * Trap of State Grid meters of 2013 (following report, 跟随上报): a complete answer has D5 on as
 * well, and the 92 that follows bears 04001501, the report word, which must not be appended. */
#ifndef PROTOCOL_DLT645_DLT645_FOLLOW_H
#define PROTOCOL_DLT645_DLT645_FOLLOW_H
#include "protocol/dlt645/dlt645_message.h"

#define DLT645_REPORT_DI    0x04001501u
#define DLT645_FOLLOW_FIRST 196 /* [B] bytes of an item in the first frame: L = C8 */
#define DLT645_FOLLOW_NEXT  195 /* [B] in the others: L = C8 with SEQ */

enum dlt645_follow_result {
    DLT645_FOLLOW_ASK,   /* more follows: send 12H with `di` and `seq` */
    DLT645_FOLLOW_DONE,  /* the item is whole */
    DLT645_FOLLOW_REPORT /* the item is whole, and the message just taken is a report word */
};

/* What the master keeps. */
struct dlt645_follow {
    uint32_t di;
    uint8_t seq;           /* to ask for next: 01 .. FF */
    bool may_report;       /* the meter may send a report word this way */
    uint8_t *value;        /* caller's, `capacity` bytes */
    size_t size, capacity; /* bytes so far */
};

void dlt645_follow_init(struct dlt645_follow *follow, uint32_t di, bool may_report, uint8_t *value,
                        size_t capacity);

/* Takes an answer 91/B1 (first) or 92/B2. Returns enum dlt645_follow_result, or
 *   FK_E_FORMAT  another identifier, a sequence number that was not asked for, no such answer,
 *   FK_E_RANGE   more than 255 follow-up frames,
 *   FK_E_SPACE   the value has no room; nothing of this message is kept. */
FK_MUST_CHECK int dlt645_follow_take(struct dlt645_follow *follow,
                                     const struct dlt645_message *message);

/* The request for the next part. */
struct dlt645_message dlt645_follow_request(const struct dlt645_follow *follow);

/* Part `seq` (0 the first frame) of an item of `size` bytes as the meter sends it: where it begins,
 * how long it is, whether more follows. False if there is no such part. */
FK_MUST_CHECK bool dlt645_follow_part(size_t size, unsigned seq, size_t *at, size_t *length,
                                      bool *has_more);
#endif
