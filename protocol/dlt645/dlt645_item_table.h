/* protocol/dlt645/dlt645_item_table.h - what one row of the table of data identifiers says, and the
 * rows (DL/T 645-2007 annex A and the fee-control extension), one table a class of identifiers. To
 * find an identifier use dlt645_item.h. Read-only, thread-safe. */
#ifndef PROTOCOL_DLT645_DLT645_ITEM_TABLE_H
#define PROTOCOL_DLT645_DLT645_ITEM_TABLE_H
#include "protocol/dlt645/dlt645_frame.h"

enum dlt645_format {
    DLT645_BCD,        /* unsigned BCD number, `scale` decimals */
    DLT645_BCD_SIGNED, /* BCD, top bit of the most significant byte is the sign */
    DLT645_BITS,       /* little-endian bit string; `scale` is its enum dlt645_bit_table */
    DLT645_BINARY,     /* unsigned binary, low byte first, `scale` decimals (security commands) */
    DLT645_DIGITS,     /* identification digits, shown as they are */
    DLT645_ASCII,      /* text, reversed on the wire, 00 fills unused places */
    DLT645_RAW,        /* bytes */
    DLT645_REST,       /* bytes, as many as there are; length 0 */
    DLT645_DATE,       /* YYMMDDWW; this and all below are dates and times */
    DLT645_TIME,       /* hhmmss */
    DLT645_DATE_TIME,  /* YYMMDDWWhhmmss */
    DLT645_STAMP5,     /* YYMMDDhhmm */
    DLT645_STAMP6,     /* YYMMDDhhmmss */
    DLT645_STAMP_HOUR, /* YYMMDDhh */
    DLT645_DAY,        /* YYMMDD */
    DLT645_YEAR_DAY,   /* MMDD */
    DLT645_YEAR_HOUR,  /* MMDDhh */
    DLT645_YEAR_POINT, /* MMDDhhmm */
    DLT645_MONTH_HOUR, /* DDhh */
    DLT645_DAY_POINT,  /* hhmm */
    DLT645_FORMATS
};

enum dlt645_access { DLT645_R = 1, DLT645_W = 2, DLT645_RW = 3 };

/* How the fields of a row stand in an answer. */
enum dlt645_repeats {
    DLT645_ONCE,
    DLT645_PER_TARIFF, /* all fields again for the total and each tariff */
    DLT645_PER_PERIOD, /* for now and each settlement period back */
    DLT645_NUMBERED,   /* all fields again, 1, 2, 3 .. */
    DLT645_LAST_AGAIN, /* the last field again, to the end, also not at all */
    DLT645_PARTS       /* the other rows of this freeze one after the other, AA between them */
};

/* What a free byte of an identifier counts. */
enum dlt645_member {
    DLT645_RECORDS, /* DI0: records, 1 the last; free DI1 too: the data of a record */
    DLT645_PERIODS, /* DI0: settlement periods, 0 now; free DI1 too: tariffs */
    DLT645_TARIFFS, /* DI1 or DI0: tariffs, 0 the total */
    DLT645_NUMBERS  /* DI0: day tables, holidays */
};

/* Bytes of one value, low byte first. */
struct dlt645_field {
    const char *name;    /* English, terms of the standard */
    const char *name_zh; /* Chinese */
    uint8_t length;      /* bytes */
    uint8_t format;      /* enum dlt645_format */
    uint8_t scale;       /* decimals of a number; enum dlt645_bit_table of BITS */
    const char *unit;    /* "kWh", "V", "min" ... or "" */
};

/* One row. A row may stand for a family: bits set in `vary` are free in the identifier (tariff tt
 * in DI1, settlement period or record number in DI0) between `vary_min` and `vary_max`. */
struct dlt645_item {
    uint32_t di;   /* identifier, free bits 0 */
    uint32_t vary; /* free bits */
    uint8_t vary_min, vary_max;
    uint8_t period_max; /* > 0: `vary` covers both bytes, vary_min and vary_max bound DI1, and DI0
                         * runs up to period_max (from 0, records from 1) */
    uint8_t member;     /* enum dlt645_member */
    uint8_t access;     /* enum dlt645_access */
    uint8_t repeats;    /* enum dlt645_repeats */
    uint8_t field_count;
    char sure; /* 'A' two sources or the standard, 'B' one source, 'C' inferred: docs/protocol.md */
    const struct dlt645_field *fields;
    const char *name, *name_zh;
    const char *clause; /* "DL/T 645-2007 annex A.x" or the extension's document */
};

/* Rows of some classes (DI3), ordered by `di`, rows of the same `di` by `vary`. */
struct dlt645_item_class {
    const struct dlt645_item *rows;
    size_t count;
};
extern const struct dlt645_item_class dlt645_items_energy;    /* 00, 01 */
extern const struct dlt645_item_class dlt645_items_variable;  /* 02 */
extern const struct dlt645_item_class dlt645_items_event;     /* 03 */
extern const struct dlt645_item_class dlt645_items_parameter; /* 04 */
extern const struct dlt645_item_class dlt645_items_freeze;    /* 05, 06 */
extern const struct dlt645_item_class dlt645_items_phase;     /* 10 to 1F */
#endif
