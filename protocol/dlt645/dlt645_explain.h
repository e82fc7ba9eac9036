/* protocol/dlt645/dlt645_explain.h - says what every byte of a frame means, for people.
 *
 * Serves `feikong decode` and the annotated bytes of the conformance report. The rows cover the
 * given bytes without gap or overlap, in order, damaged frames and garbage included. Meanings come
 * from dlt645_item.h and dlt645_status.h. No allocation; reentrant if the caller's function is. */
#ifndef PROTOCOL_DLT645_DLT645_EXPLAIN_H
#define PROTOCOL_DLT645_DLT645_EXPLAIN_H
#include "protocol/dlt645/dlt645_rows.h"

/* What the bytes were as a whole. */
struct dlt645_explained {
    bool has_head;        /* address and control code were there */
    char address[13];     /* as on the name plate */
    uint8_t control;      /* control code */
    const char *function; /* "read", "relay control" ... in the language asked; "" without head */
    bool has_di;          /* a data identifier was there */
    uint32_t di;
    unsigned remarks;    /* rows in state DLT645_ROW_REMARK */
    struct fk_diag diag; /* kind FK_OK, or why this is no valid frame; offset counted from `base` */
};

/* Explains bytes[0..size) in `lang`: FE, then one frame, damaged frame or garbage; what lies behind
 * the frame is an error row. Offsets in rows and in *out start at `base`. Calls row(context, ...)
 * for every row (row may be NULL) and fills *out (may be NULL). Returns FK_OK for a valid frame,
 * FK_E_FORMAT or FK_E_CHECKSUM; size 0 is FK_E_FORMAT. */
int dlt645_explain(const uint8_t *bytes, size_t size, size_t base, enum fk_lang lang,
                   dlt645_row_fn *row, void *context, struct dlt645_explained *out);
#endif
