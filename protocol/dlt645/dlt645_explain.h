/* protocol/dlt645/dlt645_explain.h - says what every byte of a frame means, for people.
 *
 * Serves `feikong decode` and the annotated bytes of the conformance report. The rows cover the
 * given bytes without gap or overlap, in order, damaged frames and garbage included. Meanings come
 * from dlt645_item.h and dlt645_status.h. No allocation; reentrant if the caller's function is. */
#ifndef PROTOCOL_DLT645_DLT645_EXPLAIN_H
#define PROTOCOL_DLT645_DLT645_EXPLAIN_H
#include "protocol/dlt645/dlt645_frame.h"

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
    const char *what_zh;  /* Chinese, "" if the trade has no word for it */
    const char *value; /* without unit: "000000.26", "2026-03-02 08:30:05"; bytes in hex if raw */
    const char *unit;  /* "kWh" or "" */
    const char *note;  /* what the value means, or what is wrong with it; "" if nothing */
    const char *clause;
    enum dlt645_row_state state;
};
typedef void dlt645_row_fn(void *context, const struct dlt645_row *row);

/* What the bytes were as a whole. */
struct dlt645_explained {
    bool has_head;        /* address and control code were there */
    char address[13];     /* as on the name plate */
    uint8_t control;      /* control code */
    const char *function; /* "read", "relay control" ...; "" without head */
    bool has_di;          /* a data identifier was there */
    uint32_t di;
    unsigned remarks;    /* rows in state DLT645_ROW_REMARK */
    struct fk_diag diag; /* kind FK_OK, or why this is no valid frame; offset counted from `base` */
};

/* Explains bytes[0..size): FE, then one frame, damaged frame or garbage; what lies behind the frame
 * is an error row. Offsets in rows and in *out start at `base`. Calls row(context, ...) for every
 * row (row may be NULL) and fills *out (may be NULL). Returns FK_OK for a valid frame, FK_E_FORMAT
 * or FK_E_CHECKSUM; size 0 is FK_E_FORMAT. */
int dlt645_explain(const uint8_t *bytes, size_t size, size_t base, dlt645_row_fn *row,
                   void *context, struct dlt645_explained *out);

/* "read", "write", "relay control" ... of the function code in control byte `control`; "unknown
 * function" if there is none. */
const char *dlt645_function_name(uint8_t control);
#endif
