/* protocol/dlt645/dlt645_rows.h - what the two halves of the explanation share: dlt645_explain.c walks
 * over the frame, dlt645_explain_data.c over its data field. Internal to protocol/. */
#ifndef PROTOCOL_DLT645_DLT645_ROWS_H
#define PROTOCOL_DLT645_DLT645_ROWS_H
#include "protocol/dlt645/dlt645_explain.h"
#include "protocol/dlt645/dlt645_item.h"

#define DLT645_CLAUSE(number) "DL/T 645-2007 " number
#define DLT645_FEE_CLAUSE     "fee-control extension, Q/GDW 1365"
#define DLT645_ROW_VALUE_MAX  (3 * DLT645_DATA_MAX + 1)
#define DLT645_ROW_NOTE_MAX   512

/* A walk over bytes that are explained. */
struct dlt645_rows {
    const uint8_t *bytes; /* as on the line */
    size_t base;          /* offset of bytes[0] for the reader */
    size_t at;            /* next byte to explain */
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

/* Tells one row of `size` bytes at rows->at and moves on. */
void dlt645_rows_tell(struct dlt645_rows *rows, size_t size, const char *what, const char *what_zh,
                      const char *value, const char *unit, const char *note, const char *clause,
                      enum dlt645_row_state state);

/* Explains the data field of a frame with control code rows->control, up to rows->data_end. */
void dlt645_rows_tell_data(struct dlt645_rows *rows);
#endif
