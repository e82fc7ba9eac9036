/* models/around/sms_text.h - what is written in a message (R-60, R-65, CQ-12), as a utility sends
 * it, and how many segments that takes: 70 UCS-2 characters fit one, longer texts go in
 * parts of 67. Read-only tables, reentrant. The page docs/sms.md is made from them. */
#ifndef MODELS_AROUND_SMS_TEXT_H
#define MODELS_AROUND_SMS_TEXT_H
#include "base/clock.h"
#include "base/money.h"
#include "models/house/terms.h"
#include <stddef.h>

#define SMS_ALONE_MAX 70  /* characters of a message of one segment, R-63 */
#define SMS_PART_MAX  67  /* of each part of a longer one */
#define SMS_TEXT_MAX  640 /* bytes of a text of the table, its end included */
#define SMS_PARTS_MAX 60  /* segments of one message */

struct sms_values {
    ms_t at; /* the date that is told */
    fen_t balance;
    uint32_t customer;
};

/* Text of a kind in UTF-8 with its values; returns its bytes. Of SMS_FREE_TEXT, whose text is the
 * scenario's, "". */
size_t sms_text(unsigned kind, const struct sms_values *values, char out[SMS_TEXT_MAX]);
/* Characters of a text as UCS-2 counts them: one beyond the basic plane takes two. */
size_t sms_text_length(const char *utf8);
/* Segments of so many characters, 1 at least. */
uint32_t sms_segments(size_t characters);
/* Segments of a kind whatever its values are, 0 if they decide. */
uint32_t sms_usual_segments(unsigned kind);
#endif
