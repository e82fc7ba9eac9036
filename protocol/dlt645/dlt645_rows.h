/* protocol/dlt645/dlt645_rows.h - rows that say what bytes mean, and the names of functions:
 * what the two halves of the explanation share. dlt645_explain.c walks over the frame,
 * dlt645_explain_data.c over its data field. */
#ifndef PROTOCOL_DLT645_DLT645_ROWS_H
#define PROTOCOL_DLT645_DLT645_ROWS_H
#include "protocol/dlt645/dlt645_item.h"

#define DLT645_CLAUSE(number) "DL/T 645-2007 " number
#define DLT645_FEE_CLAUSE     "fee-control extension, Q/GDW 1365"
#define DLT645_ROW_VALUE_MAX  (3 * DLT645_DATA_MAX + 1)
#define DLT645_ROW_NOTE_MAX   512

enum dlt645_row_state {
    DLT645_ROW_OK,
    DLT645_ROW_REMARK, /* legal on the link, but the content is unknown, not legal or missing */
    DLT645_ROW_ERROR   /* this row makes the bytes no valid frame */
};

/* One row. All texts are never NULL and live only during the call. */
struct dlt645_row {
    size_t offset;        /* of the first byte, counted from `base` */
    size_t size;          /* bytes; 0 where something is missing */
    const uint8_t *bytes; /* as on the line, 33H still on data */
    const char *what;     /* "address", "forward active energy, total" */
    const char *what_zh;  /* the same in Chinese */
    const char *value; /* without unit: "000000.26", "2026-03-02 08:30:05"; bytes in hex if raw */
    const char *unit;  /* "kWh" or "" */
    const char *note;  /* what the value means, or what is wrong with it, in the language of the
                          walk; "" if nothing */
    const char *clause;
    enum dlt645_row_state state;
};
typedef void dlt645_row_fn(void *context, const struct dlt645_row *row);

/* A walk over bytes that are explained. */
struct dlt645_rows {
    const uint8_t *bytes; /* as on the line */
    size_t base;          /* offset of bytes[0] for the reader */
    size_t at;            /* next byte to explain */
    enum fk_lang lang;    /* of values and notes */
    dlt645_row_fn *row;   /* may be NULL */
    void *context;
    unsigned remarks;
    /* The data field; `at` runs over it up to `data_end`. */
    uint8_t control;
    bool is_cut;     /* the frame ends before its data does: missing data need no remark */
    bool is_missing; /* a missing part has been told already */
    size_t data_end; /* first byte behind the data */
    bool has_di;
    uint32_t di;
};

struct dlt645_function_row {
    const char *name, *name_zh, *clause;
};
/* What is known of the function code in control byte `control`, or NULL. */
const struct dlt645_function_row *dlt645_function_find(uint8_t control);
/* "read", "write", "relay control" ... of the function code in control byte `control`; "unknown
 * function" if there is none. */
const char *dlt645_function_name(uint8_t control, enum fk_lang lang);

/* A clause as it is called in `lang`: itself, or written to out[0..capacity) with the Chinese words
 * for annex and extension. */
const char *dlt645_clause_in(const char *clause, enum fk_lang lang, char *out, size_t capacity);

/* Tells one row of `size` bytes at rows->at and moves on. */
void dlt645_rows_tell(struct dlt645_rows *rows, size_t size, const char *what, const char *what_zh,
                      const char *value, const char *unit, const char *note, const char *clause,
                      enum dlt645_row_state state);

/* Explains the data field of a frame with control code rows->control, up to rows->data_end. */
void dlt645_rows_tell_data(struct dlt645_rows *rows);
#endif
