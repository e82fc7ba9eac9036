/* protocol/dlt645/dlt645_item_table.h - what one row of the table of data identifiers says, and the
 * rows (DL/T 645-2007 annex A and the fee-control extension). To find an identifier use
 * dlt645_item.h. Read-only, thread-safe. */
#ifndef PROTOCOL_DLT645_DLT645_ITEM_TABLE_H
#define PROTOCOL_DLT645_DLT645_ITEM_TABLE_H
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

/* Ordered by `di`, rows of the same `di` by `vary`. */
extern const struct dlt645_item dlt645_item_table[];
extern const size_t dlt645_item_table_count;
#endif
