/* protocol/dlt645/dlt645_item.h - the table of data identifiers (DL/T 645-2007 annex A and the
 * fee-control extension): one row an item, used by the decoder, the virtual meter, the conformance
 * suite and the documents alike. Read-only, thread-safe. */
#ifndef PROTOCOL_DLT645_DLT645_ITEM_H
#define PROTOCOL_DLT645_DLT645_ITEM_H
#include "base/text.h"
#include "protocol/dlt645/dlt645_item_table.h"

/* Row for an identifier, or NULL. */
const struct dlt645_item *dlt645_item_find(uint32_t di);
/* Row by index, for listings: 0 .. dlt645_item_count()-1, ordered by identifier. */
size_t dlt645_item_count(void);
const struct dlt645_item *dlt645_item_at(size_t index);
/* Bytes of one answer to a read of this row; fields that repeat count once, one that may
 * be missing not at all, DLT645_REST as none. */
size_t dlt645_item_length(const struct dlt645_item *item);

/* Field of part `index` of an answer; NULL behind the last of a row whose fields do not repeat. */
const struct dlt645_field *dlt645_item_field(const struct dlt645_item *item, size_t index);

/* Name of identifier `di`, a member of the family of `item`: "forward active energy, tariff 2,
 * settlement period 1 back", "trip record, 3 back". In Chinese with is_chinese. Always
 * NUL-terminated; returns characters written or FK_E_SPACE. */
FK_MUST_CHECK int dlt645_item_name(const struct dlt645_item *item, uint32_t di, bool is_chinese,
                                   char *out, size_t capacity);
/* The same for part `index` of the answer (total and tariffs of a repeated field, else a field). */
FK_MUST_CHECK int dlt645_item_part_name(const struct dlt645_item *item, uint32_t di, size_t index,
                                        bool is_chinese, char *out, size_t capacity);

/* Little-endian BCD <-> integer. get: returns -1 if any nibble is not a digit. `size` <= 8. put:
 * FK_E_RANGE if the value needs more digits. */
FK_MUST_CHECK int64_t dlt645_bcd_get(const uint8_t *bytes, size_t size);
FK_MUST_CHECK int dlt645_bcd_put(uint64_t value, uint8_t *bytes, size_t size);

/* Text of one field value ("000000.26 kWh", "2026-03-02 08:30:05") into out[0..capacity), always
 * NUL-terminated. Returns characters written, FK_E_FORMAT if the bytes are no legal value (out then
 * holds them in hex), FK_E_SPACE. */
FK_MUST_CHECK int dlt645_field_format(const struct dlt645_field *field, const uint8_t *bytes,
                                      enum fk_lang lang, char *out, size_t capacity);
#endif
