/* protocol/dlt645/dlt645_item.h - the table of data identifiers (DL/T 645-2007 annex A and the
 * fee-control extension): one row an item, used by the decoder, the virtual meter, the conformance
 * suite and the documents alike. Read-only, thread-safe. */
#ifndef PROTOCOL_DLT645_DLT645_ITEM_H
#define PROTOCOL_DLT645_DLT645_ITEM_H
#include "protocol/dlt645/dlt645_frame.h"

enum dlt645_format {
    DLT645_BCD,        /* unsigned BCD number, `scale` decimals */
    DLT645_BCD_SIGNED, /* BCD, top bit of the most significant byte is the sign */
    DLT645_BITS,       /* little-endian bit string (status words) */
    DLT645_DATE,       /* YYMMDDWW */
    DLT645_TIME,       /* hhmmss */
    DLT645_DATE_TIME,  /* YYMMDDWWhhmmss */
    DLT645_STAMP5,     /* YYMMDDhhmm */
    DLT645_STAMP6,     /* YYMMDDhhmmss */
    DLT645_DIGITS,     /* identification digits, shown as they are */
    DLT645_ASCII,      /* text, reversed on the wire, 00 fills unused places */
    DLT645_RAW         /* bytes */
};

enum dlt645_access { DLT645_R = 1, DLT645_W = 2, DLT645_RW = 3 };

/* One row. A row may stand for a family: bits set in `vary` are free in the identifier (tariff tt
 * in DI1, settlement period or record number in DI0) between `vary_min` and `vary_max`. A block
 * (several fields, or total plus tariffs) names its parts by `fields`, low byte first. */
struct dlt645_field {
    const char *name;    /* English, terms of the standard */
    const char *name_zh; /* Chinese */
    uint8_t length;      /* bytes */
    uint8_t format;      /* enum dlt645_format */
    uint8_t scale;       /* decimals of a BCD number */
    const char *unit;    /* "kWh", "V", "min" ... or "" */
};
struct dlt645_item {
    uint32_t di;   /* identifier, free bits 0 */
    uint32_t vary; /* free bits */
    uint8_t vary_min, vary_max;
    uint8_t period_max;  /* > 0: DI0 also runs 0 (now) .. period_max (settlement periods back) and
                          * `vary` covers both bytes; vary_min and vary_max then bound DI1 */
    uint8_t access;      /* enum dlt645_access */
    uint8_t is_repeated; /* the single field repeats: total and one per tariff */
    uint8_t field_count;
    const struct dlt645_field *fields;
    const char *name, *name_zh;
    const char *clause; /* "DL/T 645-2007 annex A.x" or the extension's document */
};

/* Row for an identifier, or NULL. */
const struct dlt645_item *dlt645_item_find(uint32_t di);
/* Row by index, for listings: 0 .. dlt645_item_count()-1, ordered by identifier. */
size_t dlt645_item_count(void);
const struct dlt645_item *dlt645_item_at(size_t index);
/* Bytes of one answer to a read of this row; a repeated field counts once. */
size_t dlt645_item_length(const struct dlt645_item *item);

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
                                      char *out, size_t capacity);
#endif
