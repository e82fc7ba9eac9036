/* protocol/dlt645/dlt645_tell.h - tells parts of a data field; what explanations of commands are
 * made of. Only for dlt645_explain_*.c. The walk stands at rows->at, the data end at
 * rows->data_end; every function moves on over what it tells. */
#ifndef PROTOCOL_DLT645_DLT645_TELL_H
#define PROTOCOL_DLT645_DLT645_TELL_H
#include "protocol/dlt645/dlt645_rows.h"
#include "protocol/dlt645/dlt645_status.h"

#define PART(english, chinese, size, kind)                                                         \
    {                                                                                              \
        english, chinese, size, kind, 0, ""                                                        \
    }

/* Takes 33H off the next `size` bytes of data, which must be there. */
void dlt645_tell_clear(const struct dlt645_rows *rows, size_t size, uint8_t *out);
size_t dlt645_tell_left(const struct dlt645_rows *rows);
/* True if all bytes are `byte` and there is one. */
bool dlt645_tell_is_all(const uint8_t *bytes, size_t size, uint8_t byte);

/* Bytes shown as they are, 33H taken off. */
void dlt645_tell_raw(struct dlt645_rows *rows, size_t size, const char *what, const char *what_zh,
                     const char *note, const char *clause, enum dlt645_row_state state);
/* What is left of the data, except the last `keep` bytes. */
void dlt645_tell_rest(struct dlt645_rows *rows, size_t keep, const char *what, const char *what_zh,
                      const char *note, enum dlt645_row_state state);
/* True if `size` bytes of data are left; if not, tells what there is and that the rest is missing.
 * Only the first missing part is told, those behind it follow from it. */
bool dlt645_tell_has(struct dlt645_rows *rows, size_t size, const char *what, const char *what_zh,
                     const char *clause);
/* One part with its value; false if the data end before it. */
bool dlt645_tell_part(struct dlt645_rows *rows, const struct dlt645_field *field, const char *note,
                      const char *clause);
/* A part whose bits are explained by a table. */
bool dlt645_tell_bits(struct dlt645_rows *rows, const struct dlt645_field *field,
                      enum dlt645_bit_table table, const char *clause);
/* Parts one after the other; a part of DLT645_REST leaves room for those behind it. */
void dlt645_tell_list(struct dlt645_rows *rows, const struct dlt645_field *fields, size_t count,
                      const char *clause);
/* The identifier; its row of the table, or NULL if there is none or the data are too short. */
const struct dlt645_item *dlt645_tell_di(struct dlt645_rows *rows);
/* The value of an item in the data up to `keep` bytes before their end. */
void dlt645_tell_item(struct dlt645_rows *rows, const struct dlt645_item *item, size_t keep);

/* dlt645_explain_security.c: 03H and 83H, from their identifier on. */
void dlt645_explain_security(struct dlt645_rows *rows);
#endif
